package io.airclass.schedule;

import io.airclass.testkit.RoleMatrix;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/** Phases: who gets what. */
final class PhaseEndpoints {
    private PhaseEndpoints() {}

    /** @param expected statuses in the order of the matrix's actors, nobody's left out */
    static void list(RoleMatrix matrix, School school, Function<int[], Map<String, Integer>> expected) {
        var none = Map.of("phases", List.of());
        var nothingSet = expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 404, 404});
        matrix.endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/phases",
                        c -> c.get().uri("/api/orgs/{id}/phases", school.school),
                        expected.apply(new int[] {200, 200, 200, 200, 404, 404, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/phases/{stage}",
                        c -> c.put()
                                .uri("/api/orgs/{id}/phases/JUNIOR", school.county)
                                .bodyValue(none),
                        expected.apply(new int[] {403, 403, 403, 403, 404, 404, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/phase-overview",
                        c -> c.get().uri("/api/orgs/{id}/phase-overview?stage=JUNIOR", school.county),
                        nothingSet)
                .endpoint(
                        HttpMethod.GET,
                        "/api/schools/{id}/phase-checklists/{stage}",
                        c -> c.get().uri("/api/schools/{id}/phase-checklists/JUNIOR", school.school),
                        nothingSet)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/schools/{id}/phase-checklists/{stage}/{phase}/{item}",
                        c -> c.put()
                                .uri("/api/schools/{id}/phase-checklists/JUNIOR/prepare/plan", school.school)
                                .bodyValue(Map.of("done", true)),
                        expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 403, 404}));
    }
}
