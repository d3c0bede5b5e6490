package io.airclass.schedule;

import io.airclass.testkit.RoleMatrix;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/** The catalogue: who gets what. */
final class CatalogueEndpoints {
    private CatalogueEndpoints() {}

    /** @param expected statuses in the order of the matrix's actors, nobody's left out */
    static void list(RoleMatrix matrix, School school, Function<int[], Map<String, Integer>> expected) {
        var resource = Map.of(
                "stage", "JUNIOR",
                "subject", "数学",
                "type", "CLOUD_CLASS",
                "title", "有理数",
                "grades", List.of(7),
                "link", "https://ykt.eduyun.cn/1");
        matrix.endpoint(
                        HttpMethod.POST,
                        "/api/resources",
                        c -> c.post()
                                .uri("/api/resources?org={org}", school.school)
                                .header("Idempotency-Key", "matrix")
                                .bodyValue(resource),
                        expected.apply(new int[] {201, 201, 201, 201, 403, 403, 403, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/resources",
                        c -> c.get().uri("/api/resources?q=有理数"),
                        expected.apply(new int[] {200, 200, 200, 200, 200, 200, 200, 200, 200, 200}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/me/resources",
                        c -> c.get().uri("/api/me/resources"),
                        expected.apply(new int[] {200, 200, 200, 200, 200, 200, 200, 200, 200, 200}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/classes/{id}/tv-lessons",
                        c -> c.get().uri("/api/classes/{id}/tv-lessons?date=2026-09-07", school.classId),
                        expected.apply(new int[] {200, 200, 200, 404, 200, 200, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/resource-reviews",
                        c -> c.get().uri("/api/resource-reviews?org={org}", school.school),
                        expected.apply(new int[] {200, 403, 403, 403, 403, 403, 403, 404, 403, 404}))
                .endpoint(
                        HttpMethod.POST,
                        "/api/resource-imports",
                        c -> c.post()
                                .uri("/api/resource-imports?org={org}", school.school)
                                .header("Idempotency-Key", "matrix")
                                .contentType(org.springframework.http.MediaType.parseMediaType("text/csv"))
                                .bodyValue("x"),
                        expected.apply(new int[] {400, 403, 403, 403, 403, 403, 403, 404, 403, 404}))
                .endpoint(
                        HttpMethod.POST,
                        "/api/schedule-files",
                        c -> c.post()
                                .uri("/api/schedule-files")
                                .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
                                .bodyValue("{}"),
                        expected.apply(new int[] {415, 415, 415, 415, 415, 415, 415, 415, 415, 415}));
        for (var address : Map.of(
                        "/api/resources/{id}", HttpMethod.GET,
                        "/api/resources/{id}/content", HttpMethod.GET,
                        "/api/resources/{id}/submission", HttpMethod.PUT)
                .entrySet()) {
            matrix.endpoint(
                    address.getValue(),
                    address.getKey(),
                    c -> c.method(address.getValue()).uri(address.getKey(), "none"),
                    expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 404, 404}));
        }
        for (var body : Map.of(
                        "/api/resources/{id}", resource,
                        "/api/resources/{id}/review", Map.of("verdict", "APPROVED"),
                        "/api/resources/{id}/withdrawal", Map.of("reason", "内容有误"))
                .entrySet()) {
            matrix.endpoint(
                    HttpMethod.PUT,
                    body.getKey(),
                    c -> c.put()
                            .uri(body.getKey(), "none")
                            .header("If-Match", "\"1\"")
                            .bodyValue(body.getValue()),
                    expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 404, 404}));
        }
    }
}
