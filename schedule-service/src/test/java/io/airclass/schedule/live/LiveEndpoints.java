package io.airclass.schedule.live;

import io.airclass.schedule.School;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.testkit.RoleMatrix;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.BodyInserters;

/** Who gets what of live lessons. */
public final class LiveEndpoints {
    private static final List<String> ACTORS = List.of(
            "administrator",
            "head teacher",
            "teacher of the class",
            "colleague",
            "student",
            "guardian",
            "other guardian",
            "neighbour",
            "bureau",
            "engineer",
            "nobody");

    private LiveEndpoints() {}

    /** A status for each actor, in their order. */
    static Map<String, Integer> row(int... statuses) {
        var row = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < ACTORS.size(); i++) {
            row.put(ACTORS.get(i), statuses[i]);
        }
        return row;
    }

    /** @param date of a day that has a lesson in the first period */
    public static void list(RoleMatrix matrix, School school, LocalDate date) {
        String lesson = new LessonId(school.classId, date, 1).toString();
        matrix.endpoint(
                HttpMethod.GET,
                "/api/lessons/{id}/live",
                c -> c.get().uri("/api/lessons/{id}/live", lesson),
                row(200, 200, 200, 404, 200, 200, 404, 404, 200, 404, 401));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/lessons/{id}/start",
                c -> c.put().uri("/api/lessons/{id}/start", lesson),
                row(403, 403, 403, 404, 403, 403, 404, 404, 403, 404, 401));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/lessons/{id}/end",
                c -> c.put().uri("/api/lessons/{id}/end", lesson),
                row(409, 409, 409, 404, 403, 403, 404, 404, 403, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/lessons/{id}/providers",
                c -> c.get().uri("/api/lessons/{id}/providers", lesson),
                row(200, 200, 200, 404, 403, 403, 404, 404, 403, 404, 401));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/lessons/{id}/providers",
                c -> c.put()
                        .uri("/api/lessons/{id}/providers", lesson)
                        .bodyValue(Map.of("providers", List.of(Map.of("provider", "unknown")))),
                row(422, 422, 422, 404, 403, 403, 404, 404, 403, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/orgs/{id}/live-trainings",
                c -> c.get().uri("/api/orgs/{id}/live-trainings", school.school),
                row(200, 403, 403, 403, 403, 403, 403, 404, 200, 403, 401));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/orgs/{id}/live-trainings",
                c -> c.put()
                        .uri("/api/orgs/{id}/live-trainings", school.school)
                        .bodyValue(Map.of(
                                "personIds",
                                List.of(school.wang),
                                "trainedOn",
                                "2019-09-01",
                                "validUntil",
                                "2020-09-01")),
                row(422, 403, 403, 403, 403, 403, 403, 404, 403, 403, 401));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/orgs/{id}/test-lessons/{date}/{period}",
                c -> c.put()
                        .uri("/api/orgs/{id}/test-lessons/{date}/1", school.school, date)
                        .bodyValue(Map.of(
                                "teacherId",
                                school.wang,
                                "startsAt",
                                "2026-09-07T02:00:00Z",
                                "endsAt",
                                "2026-09-07T01:00:00Z")),
                row(422, 403, 403, 403, 403, 403, 403, 404, 403, 403, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/orgs/{id}/live-readiness",
                c -> c.get().uri("/api/orgs/{id}/live-readiness", school.school),
                row(200, 403, 403, 403, 403, 403, 403, 404, 200, 403, 401));
        matrix.endpoint(
                HttpMethod.POST,
                "/api/lessons/{id}/joins",
                c -> c.post().uri("/api/lessons/{id}/joins", lesson).bodyValue(Map.of("device", "PC")),
                row(403, 409, 409, 404, 409, 403, 404, 404, 403, 404, 401));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/lessons/{id}/joins/{joinId}",
                c -> c.put().uri("/api/lessons/{id}/joins/pc-1", lesson).bodyValue(Map.of("left", true)),
                row(403, 409, 409, 404, 409, 403, 404, 404, 403, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/lessons/{id}/attendance",
                c -> c.get().uri("/api/lessons/{id}/attendance", lesson),
                row(409, 409, 409, 404, 409, 409, 404, 404, 409, 404, 401));
        matrix.endpoint(
                HttpMethod.POST,
                "/api/lessons/{id}/interactions",
                c -> c.post()
                        .uri("/api/lessons/{id}/interactions", lesson)
                        .bodyValue(Map.of("id", "01999999-1", "kind", "HAND_RAISED")),
                row(403, 409, 409, 404, 409, 403, 404, 404, 403, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/lessons/{id}/interactions",
                c -> c.get().uri("/api/lessons/{id}/interactions", lesson),
                row(200, 200, 200, 404, 200, 200, 404, 404, 200, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/live/rooms/{roomId}/ended",
                c -> c.get().uri("/api/live/rooms/{id}/ended?server=bbb-1&signature=x", lesson + "~r1"),
                row(401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401));
        matrix.endpoint(
                HttpMethod.POST,
                "/api/live/servers/{server}/recordings",
                c -> c.post()
                        .uri("/api/live/servers/bbb-1/recordings")
                        .body(BodyInserters.fromFormData("signed_parameters", "x")),
                row(401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401));
        matrix.endpoint(
                HttpMethod.POST,
                "/api/lessons/{id}/replays",
                c -> c.post()
                        .uri("/api/lessons/{id}/replays?seconds=60", lesson)
                        .header("Idempotency-Key", "matrix")
                        .body(BodyInserters.fromMultipartData("file", new ByteArrayResource(new byte[] {1}) {
                            @Override
                            public String getFilename() {
                                return "语文.mp4";
                            }
                        })),
                row(409, 409, 409, 404, 403, 403, 404, 404, 403, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/lessons/{id}/replays",
                c -> c.get().uri("/api/lessons/{id}/replays", lesson),
                row(200, 200, 200, 404, 200, 200, 404, 404, 200, 404, 401));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/lessons/{id}/recordings",
                c -> c.put().uri("/api/lessons/{id}/recordings", lesson),
                row(409, 409, 409, 404, 403, 403, 404, 404, 403, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/replays/{id}",
                c -> c.get().uri("/api/replays/none"),
                row(404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/replays/{id}/content",
                c -> c.get().uri("/api/replays/none/content"),
                row(404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/replays/{id}/deletion",
                c -> c.get().uri("/api/replays/none/deletion"),
                row(404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 401));
        matrix.endpoint(
                HttpMethod.DELETE,
                "/api/replays/{id}",
                c -> c.delete().uri("/api/replays/none"),
                row(404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 401));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/replays/{id}/pin",
                c -> c.put().uri("/api/replays/none/pin").bodyValue(Map.of("until", "2026-12-24T00:00:00Z")),
                row(404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 401));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/replays/{id}/watching",
                c -> c.put()
                        .uri("/api/replays/none/watching")
                        .bodyValue(Map.of("ranges", List.of(Map.of("from", 0, "until", 1)))),
                row(404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 401));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/me/replay-tasks",
                c -> c.get().uri("/api/me/replay-tasks"),
                row(200, 200, 200, 200, 200, 400, 400, 200, 200, 200, 401));
    }
}
