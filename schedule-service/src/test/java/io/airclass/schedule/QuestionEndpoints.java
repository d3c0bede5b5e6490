package io.airclass.schedule;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/** The question desk: who gets what. */
final class QuestionEndpoints {
    private QuestionEndpoints() {}

    /** @param expected statuses in the order of the matrix's actors, nobody's left out */
    static void list(RoleMatrix matrix, School school, Function<int[], Map<String, Integer>> expected) {
        var question = Map.of("stage", "JUNIOR", "subject", "数学", "text", "负负为什么得正？");
        var all = expected.apply(new int[] {200, 200, 200, 200, 200, 200, 200, 200, 200, 200});
        var none = expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 404, 404});
        matrix.endpoint(
                        HttpMethod.POST,
                        "/api/asked-questions",
                        c -> c.post()
                                .uri("/api/asked-questions")
                                .header("Idempotency-Key", "matrix")
                                .bodyValue(question),
                        expected.apply(new int[] {403, 403, 403, 403, 201, 400, 400, 403, 403, 403}))
                .endpoint(HttpMethod.GET, "/api/asked-questions", c -> c.get().uri("/api/asked-questions"), all)
                .endpoint(
                        HttpMethod.GET, "/api/me/asked-questions", c -> c.get().uri("/api/me/asked-questions"), all)
                .endpoint(
                        HttpMethod.GET,
                        "/api/question-desk",
                        c -> c.get().uri("/api/question-desk"),
                        expected.apply(new int[] {403, 200, 200, 403, 403, 403, 403, 403, 403, 403}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/statistics/questions",
                        c -> c.get()
                                .uri(
                                        "/api/statistics/questions?org={org}&from=2026-11-01&to=2026-11-30",
                                        school.school),
                        expected.apply(new int[] {200, 403, 403, 403, 403, 403, 403, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/statistics/lessons",
                        c -> c.get()
                                .uri("/api/statistics/lessons?org={org}&from=2026-11-01&to=2026-11-30", school.school),
                        expected.apply(new int[] {200, 403, 403, 403, 403, 403, 403, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/classes/{id}/coverage",
                        c -> c.get().uri("/api/classes/{id}/coverage?from=2026-11-01&to=2026-11-30", school.classId),
                        expected.apply(new int[] {200, 200, 200, 404, 403, 403, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/asked-questions/{id}/claim",
                        c -> c.delete().uri("/api/asked-questions/none/claim"),
                        none)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/asked-questions/{id}/claim",
                        c -> c.put().uri("/api/asked-questions/none/claim"),
                        none);
        for (String path : new String[] {"", "/pictures/{number}", "/answer-files/{number}"}) {
            matrix.endpoint(
                    HttpMethod.GET,
                    "/api/asked-questions/{id}" + path,
                    c -> c.get().uri("/api/asked-questions/none" + path.replace("{number}", "0")),
                    none);
        }
        for (var body : Map.of(
                        "", question,
                        "/privacy", Map.of("keptPrivate", true),
                        "/hiding", Map.of("hidden", true),
                        "/answer", Map.of("text", "看数轴。"),
                        "/return", Map.of("comment", "请附上题目"))
                .entrySet()) {
            matrix.endpoint(
                    HttpMethod.PUT,
                    "/api/asked-questions/{id}" + body.getKey(),
                    c -> c.put()
                            .uri("/api/asked-questions/none" + body.getKey())
                            .header("If-Match", "\"1\"")
                            .bodyValue(body.getValue()),
                    none);
        }
    }
}
