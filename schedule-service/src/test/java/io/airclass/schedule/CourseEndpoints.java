package io.airclass.schedule;

import io.airclass.testkit.RoleMatrix;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/** Courses: who gets what. */
final class CourseEndpoints {
    private CourseEndpoints() {}

    /** @param expected statuses in the order of the matrix's actors, nobody's left out */
    static void list(RoleMatrix matrix, School school, Function<int[], Map<String, Integer>> expected) {
        var nobody = new int[] {404, 404, 404, 404, 404, 404, 404, 404, 404, 404};
        for (var kind : List.of("classes", "groups")) {
            var all = "/api/" + kind + "/{id}/courses";
            var one = all + "/{subject}";
            matrix.endpoint(HttpMethod.GET, all, c -> c.get().uri(all, school.classId), expected.apply(new int[] {
                        200, 200, 200, 404, 200, 200, 404, 404, 200, 404
                    }))
                    .endpoint(HttpMethod.GET, one, c -> c.get().uri(one, school.classId, "数学"), expected.apply(nobody))
                    .endpoint(
                            HttpMethod.GET,
                            one + "/syllabus",
                            c -> c.get().uri(one + "/syllabus", school.classId, "数学"),
                            expected.apply(nobody))
                    .endpoint(
                            HttpMethod.PUT,
                            one,
                            c -> c.put()
                                    .uri(one, school.classId, "数学")
                                    .header("If-Match", "\"999\"")
                                    .bodyValue(Map.of("units", List.of())),
                            expected.apply(new int[] {412, 412, 412, 404, 403, 403, 404, 404, 403, 404}))
                    .endpoint(
                            HttpMethod.PUT,
                            one + "/publication",
                            c -> c.put().uri(one + "/publication", school.classId, "数学"),
                            expected.apply(new int[] {404, 404, 404, 404, 403, 403, 404, 404, 403, 404}));
        }
        matrix.endpoint(
                HttpMethod.GET,
                "/api/schools/{schoolId}/courses",
                c -> c.get().uri("/api/schools/{id}/courses", school.school),
                expected.apply(new int[] {200, 200, 200, 200, 404, 404, 404, 404, 200, 404}));
    }
}
