package io.airclass.roster.batch;

import static io.airclass.roster.Actors.row;
import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpMethod;

/** Who may hand out passwords. */
public final class BatchEndpoints {
    private BatchEndpoints() {}

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.POST,
                        "/api/orgs/{id}/account-batches",
                        c -> c.post()
                                .uri("/api/orgs/school-1/account-batches")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .bodyValue(Map.of("whom", List.of("STUDENT"), "classId", "class-1")),
                        row(401, 403, 403, 403, 403, 202, 202, 404, 404, 404, 404, 403, 403, 202, 403, 404, 403, 202))
                .endpoint(
                        HttpMethod.GET,
                        "/api/account-batches/{id}",
                        c -> c.get().uri("/api/account-batches/none"),
                        signedIn(404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/account-batches/{id}/passwords",
                        c -> c.get().uri("/api/account-batches/none/passwords"),
                        signedIn(404));
    }
}
