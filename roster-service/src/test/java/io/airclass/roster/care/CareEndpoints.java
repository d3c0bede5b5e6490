package io.airclass.roster.care;

import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Students' circumstances: who gets what; a head teacher is none of the actors, see CareTest. */
public final class CareEndpoints {
    private CareEndpoints() {}

    /** Officers and administrators are everybody else. */
    private static Map<String, Integer> flags(int principal) {
        return signedIn(404, Map.of("principal", principal));
    }

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.GET,
                        "/api/people/{id}/connectivity",
                        c -> c.get().uri("/api/people/student-1/connectivity"),
                        signedIn(404, Map.of("principal", 200, "guardian", 200)))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/people/{id}/connectivity",
                        c -> c.put().uri("/api/people/student-1/connectivity").bodyValue(Map.of("kind", "TV")),
                        signedIn(404, Map.of("principal", 403, "guardian", 200)))
                .endpoint(
                        HttpMethod.GET,
                        "/api/people/{id}/care",
                        c -> c.get().uri("/api/people/student-1/care"),
                        flags(200))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/people/{id}/care",
                        c -> c.put()
                                .uri("/api/people/student-1/care")
                                .bodyValue(Map.of("flags", new String[] {"LEFT_BEHIND"})),
                        flags(403))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/people/{id}/contacts/{day}",
                        c -> c.put()
                                .uri("/api/people/student-1/contacts/2026-11-20")
                                .bodyValue(Map.of("how", "PHONE")),
                        flags(403))
                .endpoint(
                        HttpMethod.GET,
                        "/api/classes/{id}/care",
                        c -> c.get().uri("/api/classes/class-1/care"),
                        flags(200))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/data-pack-beneficiaries",
                        c -> c.get().uri("/api/orgs/school-1/data-pack-beneficiaries"),
                        signedIn(
                                403,
                                Map.of(
                                        "principal", 200,
                                        "teacher next door", 404,
                                        "principal next door", 404,
                                        "student next door", 404,
                                        "guardian next door", 404,
                                        "officer next door", 404)));
    }
}
