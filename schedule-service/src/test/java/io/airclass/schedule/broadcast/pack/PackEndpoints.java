package io.airclass.schedule.broadcast.pack;

import io.airclass.schedule.School;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.testkit.RoleMatrix;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/** Packs and phases of lessons: who gets what. */
public final class PackEndpoints {
    private PackEndpoints() {}

    /**
     * @param day that has a lesson of the class in the second period, still to come
     * @param expected statuses in the order of the matrix's actors, nobody's left out
     */
    public static void list(
            RoleMatrix matrix, School school, LocalDate day, Function<int[], Map<String, Integer>> expected) {
        var lesson = new LessonId(school.classId, day, 2).toString();
        var body = Map.of("variants", List.of(Map.of("name", "基础", "items", List.of())), "assigned", List.of());
        var tutoring = Map.of("teacherId", school.wang, "startsAt", day + "T09:00:00Z", "endsAt", day + "T09:40:00Z");
        matrix.endpoint(
                        HttpMethod.GET,
                        "/api/lessons/{id}/tutorings",
                        c -> c.get().uri("/api/lessons/{id}/tutorings", lesson),
                        expected.apply(new int[] {200, 200, 200, 404, 200, 200, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/lessons/{id}/tutorings/{classId}",
                        c -> c.put()
                                .uri("/api/lessons/{id}/tutorings/{c}", lesson, school.classId)
                                .bodyValue(tutoring),
                        expected.apply(new int[] {422, 422, 422, 404, 422, 422, 404, 404, 422, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/lessons/{id}/tutorings/{classId}/completion",
                        c -> c.put().uri("/api/lessons/{id}/tutorings/{c}/completion", lesson, school.classId),
                        expected.apply(new int[] {422, 422, 422, 404, 422, 422, 404, 404, 422, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/lessons/{id}/packs",
                        c -> c.put().uri("/api/lessons/{id}/packs", lesson).bodyValue(body),
                        expected.apply(new int[] {200, 200, 200, 404, 403, 403, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/lessons/{id}/packs",
                        c -> c.get().uri("/api/lessons/{id}/packs", lesson),
                        expected.apply(new int[] {200, 200, 200, 404, 403, 403, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/lessons/{id}/packs/{classId}",
                        c -> c.get().uri("/api/lessons/{id}/packs/{c}", lesson, school.classId),
                        expected.apply(new int[] {200, 200, 200, 404, 200, 200, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/lessons/{id}/packs/{classId}/files/{number}",
                        c -> c.get().uri("/api/lessons/{id}/packs/{c}/files/0", lesson, school.classId),
                        expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 404, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/lessons/{id}/discussions/{classId}",
                        c -> c.put()
                                .uri("/api/lessons/{id}/discussions/{c}", lesson, school.classId)
                                .bodyValue(Map.of("note", "学生对浮力有疑问")),
                        expected.apply(new int[] {403, 409, 409, 404, 403, 403, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/lessons/{id}/phases",
                        c -> c.get().uri("/api/lessons/{id}/phases", lesson),
                        expected.apply(new int[] {200, 200, 200, 404, 403, 403, 404, 404, 200, 404}));
    }
}
