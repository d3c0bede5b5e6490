package io.airclass.schedule.broadcast;

import io.airclass.schedule.School;
import io.airclass.testkit.RoleMatrix;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/** Broadcasts: who gets what. The broadcast is the county's, for every class of grade 7, with a draft. */
public final class BroadcastEndpoints {
    private BroadcastEndpoints() {}

    /** @param expected statuses in the order of the matrix's actors, nobody's left out */
    public static void list(
            RoleMatrix matrix,
            School school,
            String broadcast,
            LocalDate day,
            Function<int[], Map<String, Integer>> expected) {
        var body = Map.of(
                "name",
                "全县物理同步课",
                "subject",
                "物理",
                "stage",
                "JUNIOR",
                "grades",
                List.of(7),
                "everyClassOf",
                school.county,
                "teacherIds",
                List.of(school.wang));
        var seen = expected.apply(new int[] {200, 200, 200, 200, 200, 200, 404, 404, 200, 404});
        var overseen = expected.apply(new int[] {403, 200, 403, 403, 403, 403, 404, 404, 200, 404});
        matrix.endpoint(
                        HttpMethod.POST,
                        "/api/orgs/{orgId}/broadcasts",
                        c -> c.post()
                                .uri("/api/orgs/{id}/broadcasts", school.county)
                                .header("Idempotency-Key", "matrix")
                                .bodyValue(body),
                        expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{orgId}/broadcasts",
                        c -> c.get().uri("/api/orgs/{id}/broadcasts", school.county),
                        expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/broadcasts/{id}",
                        c -> c.get().uri("/api/broadcasts/{id}", broadcast),
                        seen)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/broadcasts/{id}",
                        c -> c.put()
                                .uri("/api/broadcasts/{id}", broadcast)
                                .header("If-Match", "\"999\"")
                                .bodyValue(body),
                        expected.apply(new int[] {403, 403, 403, 403, 403, 403, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/broadcasts/{id}/classes",
                        c -> c.get().uri("/api/broadcasts/{id}/classes", broadcast),
                        overseen)
                .endpoint(
                        HttpMethod.GET,
                        "/api/broadcasts/{id}/clashes",
                        c -> c.get().uri("/api/broadcasts/{id}/clashes", broadcast),
                        overseen)
                .endpoint(
                        HttpMethod.GET,
                        "/api/broadcasts/{id}/lessons",
                        c -> c.get().uri("/api/broadcasts/{id}/lessons?date={d}", broadcast, day),
                        seen)
                .endpoint(
                        HttpMethod.GET,
                        "/api/broadcasts/{id}/schools/{schoolId}/classes",
                        c -> c.get().uri("/api/broadcasts/{b}/schools/{s}/classes", broadcast, school.school),
                        expected.apply(new int[] {200, 200, 200, 200, 404, 404, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/broadcasts/{id}/schools/{schoolId}/classes",
                        c -> c.put()
                                .uri("/api/broadcasts/{b}/schools/{s}/classes", broadcast, school.school)
                                .bodyValue(Map.of("classIds", List.of(school.classId))),
                        expected.apply(new int[] {200, 403, 403, 403, 404, 404, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/classes/{classId}/broadcasts",
                        c -> c.get().uri("/api/classes/{id}/broadcasts", school.classId),
                        expected.apply(new int[] {200, 200, 200, 404, 200, 200, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/classes/{classId}/broadcast-clashes",
                        c -> c.get().uri("/api/classes/{id}/broadcast-clashes", school.classId),
                        expected.apply(new int[] {200, 200, 200, 404, 403, 403, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/classes/{classId}/opt-outs/{broadcastId}",
                        c -> c.put()
                                .uri("/api/classes/{c}/opt-outs/{b}", school.classId, broadcast)
                                .bodyValue(Map.of("reason", "本班由校内教师授课")),
                        expected.apply(new int[] {200, 403, 403, 404, 403, 403, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/classes/{classId}/opt-outs/{broadcastId}",
                        c -> c.delete().uri("/api/classes/{c}/opt-outs/{b}", school.classId, broadcast),
                        expected.apply(new int[] {200, 403, 403, 404, 403, 403, 404, 404, 403, 404}));
        timetable(matrix, broadcast, day, expected);
    }

    /** Only its own teachers and the bureau look at the draft; nobody of the matrix may change it. */
    private static void timetable(
            RoleMatrix matrix, String broadcast, LocalDate day, Function<int[], Map<String, Integer>> expected) {
        var path = "/api/broadcasts/{id}/timetable";
        var looked = expected.apply(new int[] {404, 200, 404, 404, 404, 404, 404, 404, 200, 404});
        var changed = expected.apply(new int[] {404, 403, 404, 404, 404, 404, 404, 404, 403, 404});
        matrix.endpoint(HttpMethod.GET, path, c -> c.get().uri(path, broadcast), looked)
                .endpoint(
                        HttpMethod.GET,
                        path + "/files/{file}",
                        c -> c.get().uri(path + "/files/{file}", broadcast, "grid.xlsx"),
                        looked)
                .endpoint(
                        HttpMethod.GET,
                        path + "/versions",
                        c -> c.get().uri(path + "/versions?on={d}", broadcast, day),
                        expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 404, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        path,
                        c -> c.put()
                                .uri(path, broadcast)
                                .contentType(MediaType.valueOf("text/csv"))
                                .bodyValue("weekday"),
                        changed)
                .endpoint(
                        HttpMethod.PUT,
                        path + "/copy",
                        c -> c.put()
                                .uri(path + "/copy", broadcast)
                                .bodyValue(Map.of("weekOf", day, "effectiveFrom", day)),
                        changed)
                .endpoint(
                        HttpMethod.PUT,
                        path + "/return",
                        c -> c.put().uri(path + "/return", broadcast).bodyValue(Map.of("comment", "请调整时间")),
                        changed);
        for (var step : List.of("/submission", "/approval", "/publication")) {
            matrix.endpoint(HttpMethod.PUT, path + step, c -> c.put().uri(path + step, broadcast), changed);
        }
    }
}
