package io.airclass.schedule;

import io.airclass.testkit.RoleMatrix;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** Filings: who gets what. */
final class FilingEndpoints {
    private FilingEndpoints() {}

    /**
     * @param monday of a week in which the first class has a published timetable
     * @param expected statuses in the order of the matrix's actors, nobody's left out
     */
    static void list(
            RoleMatrix matrix,
            WebTestClient client,
            School school,
            LocalDate monday,
            Function<int[], Map<String, Integer>> expected) {
        var call = Map.of(
                "kind", "TIMETABLES", "title", "首周课程表报备", "dueOn", monday.toString(), "firstWeek", monday.toString());
        var seen = expected.apply(new int[] {200, 404, 404, 404, 404, 404, 404, 404, 200, 404});
        var forbidden = expected.apply(new int[] {403, 404, 404, 404, 404, 404, 404, 404, 403, 404});
        var own = expected.apply(new int[] {200, 404, 404, 404, 404, 404, 404, 404, 403, 404});
        var id = client.post()
                .uri("/api/filing-calls?org={org}", school.county)
                .headers(headers -> headers.setBearerAuth(school.teachingOfficer()))
                .header("Idempotency-Key", "matrix")
                .bodyValue(call)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getString("id");
        var filing = id + "~" + school.school + "~" + monday;
        matrix.endpoint(
                        HttpMethod.POST,
                        "/api/filing-calls",
                        c -> c.post()
                                .uri("/api/filing-calls?org={org}", school.county)
                                .header("Idempotency-Key", "matrix")
                                .bodyValue(call),
                        forbidden)
                .endpoint(
                        HttpMethod.GET,
                        "/api/filing-calls",
                        c -> c.get().uri("/api/filing-calls?org={org}", school.county),
                        seen)
                .endpoint(
                        HttpMethod.GET, "/api/filing-calls/{id}", c -> c.get().uri("/api/filing-calls/{id}", id), seen)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/filing-calls/{id}/end",
                        c -> c.put().uri("/api/filing-calls/{id}/end", id).bodyValue(Map.of()),
                        forbidden)
                .endpoint(HttpMethod.PUT, "/api/filings/{id}", c -> c.put().uri("/api/filings/{id}", filing), own)
                .endpoint(
                        HttpMethod.GET,
                        "/api/filing-calls/{id}/overview",
                        c -> c.get()
                                .uri(
                                        "/api/filing-calls/{id}/overview?org={org}&week={week}",
                                        id,
                                        school.county,
                                        monday),
                        expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/filings",
                        c -> c.get().uri("/api/orgs/{id}/filings", school.school),
                        seen)
                .endpoint(HttpMethod.GET, "/api/filings/{id}", c -> c.get().uri("/api/filings/{id}", filing), seen);
        for (String part : new String[] {"/members", "/changes"}) {
            matrix.endpoint(
                    HttpMethod.GET,
                    "/api/filings/{id}" + part,
                    c -> c.get().uri("/api/filings/{id}" + part, filing),
                    seen);
        }
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource(new byte[] {'%', 'P', 'D', 'F'}))
                .filename("方案.pdf");
        matrix.endpoint(
                        HttpMethod.PUT,
                        "/api/filings/{id}/plan",
                        c -> c.put()
                                .uri("/api/filings/{id}/plan", filing)
                                .body(BodyInserters.fromMultipartData(parts.build())),
                        expected.apply(new int[] {409, 404, 404, 404, 404, 404, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/filings/{id}/plan",
                        c -> c.get().uri("/api/filings/{id}/plan", filing),
                        expected.apply(new int[] {409, 404, 404, 404, 404, 404, 404, 404, 409, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/filings/{id}/acknowledgement",
                        c -> c.put()
                                .uri("/api/filings/{id}/acknowledgement", filing)
                                .bodyValue(Map.of("org", school.county, "number", 1)),
                        forbidden)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/filings/{id}/return",
                        c -> c.put().uri("/api/filings/{id}/return", filing).bodyValue(Map.of("why", "请核对")),
                        forbidden)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/filings/{id}/recall",
                        c -> c.put().uri("/api/filings/{id}/recall", filing).bodyValue(Map.of("why", "有误")),
                        own);
    }
}
