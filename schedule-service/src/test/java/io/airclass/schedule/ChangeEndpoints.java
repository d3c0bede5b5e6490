package io.airclass.schedule;

import io.airclass.testkit.RoleMatrix;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/** Changes of single lessons: who gets what. */
final class ChangeEndpoints {
    private ChangeEndpoints() {}

    /** @param expected statuses in the order of the matrix's actors, nobody's left out */
    static void list(
            RoleMatrix matrix, School school, LocalDate monday, Function<int[], Map<String, Integer>> expected) {
        var day = monday.format(DateTimeFormatter.BASIC_ISO_DATE);
        var first = school.classId + "~" + day + "~1";
        var second = school.classId + "~" + day + "~2";
        var changing = expected.apply(new int[] {200, 200, 403, 404, 403, 403, 404, 404, 403, 404});
        matrix.endpoint(
                        HttpMethod.GET,
                        "/api/lessons/{id}",
                        c -> c.get().uri("/api/lessons/{id}", first),
                        expected.apply(new int[] {200, 200, 200, 404, 200, 200, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/lessons/{id}/cover-suggestions",
                        c -> c.get().uri("/api/lessons/{id}/cover-suggestions", first),
                        changing)
                .endpoint(
                        HttpMethod.GET,
                        "/api/teachers/{id}/load",
                        c -> c.get().uri("/api/teachers/{id}/load?from={d}&to={d}", school.li, monday, monday),
                        expected.apply(new int[] {200, 200, 200, 200, 404, 404, 404, 404, 200, 404}));
        var moved = Map.of(
                "date", monday.plusDays(2).toString(), "period", 3, "start", "10:00", "end", "10:40", "why", "校运动会");
        // in this order: half of a swap cannot be taken back
        for (var step : List.of(
                Map.entry("restoration", Map.of("why", "恢复上课")),
                Map.entry("swap", Map.of("with", second, "why", "与数学互换")),
                Map.entry("move", moved))) {
            matrix.endpoint(
                    HttpMethod.PUT,
                    "/api/lessons/{id}/" + step.getKey(),
                    c -> c.put()
                            .uri("/api/lessons/{id}/" + step.getKey(), first)
                            .bodyValue(step.getValue()),
                    changing);
        }
        matrix.endpoint(
                        HttpMethod.PUT,
                        "/api/lessons/{id}/cover",
                        c -> c.put()
                                .uri("/api/lessons/{id}/cover", first)
                                .bodyValue(Map.of("teacherId", school.neighbourTeacher, "why", "病假")),
                        expected.apply(new int[] {422, 422, 403, 404, 403, 403, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/lessons/{id}/cancellation",
                        c -> c.put()
                                .uri("/api/lessons/{id}/cancellation", second)
                                .bodyValue(Map.of("why", "停电")),
                        changing);
    }
}
