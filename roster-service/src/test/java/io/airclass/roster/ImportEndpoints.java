package io.airclass.roster;

import static io.airclass.roster.Actors.signedIn;

import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/** Imports and exports: who gets what. */
final class ImportEndpoints {
    private ImportEndpoints() {}

    private static Map<String, Integer> administrators(int status) {
        return signedIn(403, Map.of("bureau administrator", status, "platform administrator", status));
    }

    static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.POST,
                        "/api/imports",
                        c -> c.post()
                                .uri("/api/imports")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .contentType(MediaType.parseMediaType("application/zip"))
                                .bodyValue(Zips.zip(Map.of())),
                        administrators(202))
                .endpoint(HttpMethod.GET, "/api/imports", c -> c.get().uri("/api/imports"), administrators(200))
                .endpoint(
                        HttpMethod.GET,
                        "/api/imports/template",
                        c -> c.get().uri("/api/imports/template"),
                        administrators(200))
                .endpoint(HttpMethod.GET, "/api/imports/{id}", c -> c.get().uri("/api/imports/none"), signedIn(404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/imports/{id}/report",
                        c -> c.get().uri("/api/imports/none/report"),
                        signedIn(404))
                .endpoint(
                        HttpMethod.POST,
                        "/api/exports",
                        c -> c.post()
                                .uri("/api/exports")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .bodyValue(Map.of("orgId", "school-1")),
                        signedIn(
                                403,
                                Map.of(
                                        "school administrator", 202,
                                        "bureau administrator", 202,
                                        "platform administrator", 202)))
                .endpoint(HttpMethod.GET, "/api/exports/{id}", c -> c.get().uri("/api/exports/none"), signedIn(404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/exports/{id}/file",
                        c -> c.get().uri("/api/exports/none/file"),
                        signedIn(404));
    }
}
