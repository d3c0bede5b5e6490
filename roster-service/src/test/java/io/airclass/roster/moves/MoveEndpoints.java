package io.airclass.roster.moves;

import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpMethod;

/** Moves: who gets what. */
public final class MoveEndpoints {
    private MoveEndpoints() {}

    /** Those who administer the school of student-1; for everybody else the student is not there. */
    private static Map<String, Integer> administering(int status) {
        return signedIn(
                404, Map.of("principal", status, "school administrator", status, "bureau administrator", status));
    }

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.POST,
                        "/api/people/{id}/moves",
                        c -> c.post()
                                .uri("/api/people/student-1/moves")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .bodyValue(Map.of("fromClassId", "class-1", "toClassId", "class-1", "reason", "试一试")),
                        administering(422))
                .endpoint(
                        HttpMethod.GET,
                        "/api/people/{id}/moves",
                        c -> c.get().uri("/api/people/student-1/moves"),
                        administering(200))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/people/{id}/moves/{moveId}/cancellation",
                        c -> c.put().uri("/api/people/student-1/moves/none/cancellation"),
                        signedIn(404));
    }
}
