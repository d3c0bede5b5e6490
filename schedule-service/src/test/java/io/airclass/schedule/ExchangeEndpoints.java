package io.airclass.schedule;

import io.airclass.testkit.RoleMatrix;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/** Timetables as files: who gets what. */
final class ExchangeEndpoints {
    private ExchangeEndpoints() {}

    /** @param expected statuses in the order of the matrix's actors, nobody's left out */
    static void list(RoleMatrix matrix, School school, Function<int[], Map<String, Integer>> expected) {
        for (var kind : List.of("classes", "groups")) {
            var pattern = "/api/" + kind + "/{id}/timetable/files/{file}";
            matrix.endpoint(
                    HttpMethod.GET,
                    pattern,
                    c -> c.get().uri(pattern, school.classId, "grid.xlsx"),
                    expected.apply(new int[] {200, 200, 200, 404, 403, 403, 404, 404, 200, 404}));
        }
        var ofTeacher = "/api/schools/{schoolId}/teachers/{teacherId}/timetable/files/{file}";
        matrix.endpoint(
                        HttpMethod.GET,
                        ofTeacher,
                        c -> c.get().uri(ofTeacher, school.school, school.wang, "grid.csv"),
                        expected.apply(new int[] {200, 403, 403, 403, 404, 404, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/schools/{schoolId}/timetables/files/{file}",
                        c -> c.get().uri("/api/schools/{id}/timetables/files/list.csv", school.school),
                        expected.apply(new int[] {200, 403, 403, 403, 404, 404, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/schools/{schoolId}/timetables",
                        c -> c.put()
                                .uri("/api/schools/{id}/timetables", school.school)
                                .contentType(MediaType.parseMediaType("text/csv"))
                                .bodyValue("x"),
                        expected.apply(new int[] {400, 403, 403, 403, 404, 404, 404, 404, 403, 404}));
    }
}
