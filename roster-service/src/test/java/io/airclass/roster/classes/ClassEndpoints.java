package io.airclass.roster.classes;

import static io.airclass.roster.Actors.row;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Who informs the parents, and what is open: who gets what. */
public final class ClassEndpoints {
    private ClassEndpoints() {}

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.PUT,
                        "/api/classes/{id}/informer",
                        c -> c.put()
                                .uri("/api/classes/class-1/informer")
                                .header("If-Match", "\"999\"")
                                .bodyValue(Map.of("personId", "teacher-2")),
                        row(401, 403, 403, 403, 403, 412, 412, 404, 404, 404, 404, 403, 403, 403, 403, 404, 404, 403))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/open-issues",
                        c -> c.get().uri("/api/orgs/school-1/open-issues"),
                        row(401, 403, 403, 403, 403, 200, 200, 404, 404, 404, 404, 403, 200, 200, 403, 404, 403, 403));
    }
}
