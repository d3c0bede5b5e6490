package io.airclass.schedule.alliance;

import io.airclass.schedule.School;
import io.airclass.testkit.RoleMatrix;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/** Alliances: who gets what. There is one that the county leads, in which the school gives lessons. */
public final class AllianceEndpoints {
    private AllianceEndpoints() {}

    /** What the alliance of a school's county is. */
    public static Map<String, Object> body(School school) {
        return Map.of(
                "orgId",
                school.county,
                "name",
                "兴义一中教学联盟",
                "type",
                "名校网络课堂",
                "liveSchoolIds",
                List.of(school.school),
                "receivingSchoolIds",
                List.of());
    }

    /** @param expected statuses in the order of the matrix's actors, nobody's left out */
    public static void list(
            RoleMatrix matrix, School school, String alliance, Function<int[], Map<String, Integer>> expected) {
        matrix.endpoint(
                        HttpMethod.PUT,
                        "/api/alliances/{id}",
                        c -> c.put().uri("/api/alliances/{id}", alliance).bodyValue(body(school)),
                        expected.apply(new int[] {404, 404, 404, 404, 404, 404, 404, 404, 403, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/alliances/{id}",
                        c -> c.get().uri("/api/alliances/{id}", alliance),
                        expected.apply(new int[] {200, 200, 200, 200, 404, 404, 404, 404, 200, 404}))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{orgId}/alliances",
                        c -> c.get().uri("/api/orgs/{id}/alliances?side=GIVES", school.school),
                        expected.apply(new int[] {200, 200, 200, 200, 404, 404, 404, 404, 200, 404}));
    }
}
