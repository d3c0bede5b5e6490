package io.airclass.roster;

import static io.airclass.roster.Actors.row;
import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/** Regimes, rules and policies: who gets what. */
final class PolicyEndpoints {
    private static final Map<String, Integer> WHO_SEES_THE_SCHOOL =
            row(401, 200, 200, 200, 200, 200, 200, 404, 404, 404, 404, 200, 200, 200, 200, 404, 200, 200);

    private PolicyEndpoints() {}

    /** Only officers of the county or above it; 412 because nobody saw version 99. */
    private static final Map<String, Integer> OFFICERS =
            row(401, 403, 403, 403, 403, 403, 403, 404, 404, 404, 404, 412, 403, 412, 403, 404, 403, 403);

    static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/regime",
                        c -> c.get().uri("/api/orgs/school-1/regime"),
                        WHO_SEES_THE_SCHOOL)
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/regimes",
                        c -> c.get().uri("/api/orgs/school-1/regimes"),
                        WHO_SEES_THE_SCHOOL)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/regime",
                        c -> c.put()
                                .uri("/api/orgs/school-1/regime")
                                .header("If-Match", "\"99\"")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(Map.of("regime", "ONLINE", "reason", "校内出现疫情")),
                        OFFICERS)
                .endpoint(
                        HttpMethod.GET,
                        "/api/policies",
                        c -> c.get().uri("/api/policies?org=school-1&grade=10"),
                        WHO_SEES_THE_SCHOOL)
                .endpoint(
                        HttpMethod.POST,
                        "/api/policies/evaluate",
                        c -> c.post()
                                .uri("/api/policies/evaluate")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(
                                        Map.of("org", "school-1", "grade", 10, "kind", "exam.ranked", "value", true)),
                        WHO_SEES_THE_SCHOOL)
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/rules",
                        c -> c.get().uri("/api/orgs/school-1/rules"),
                        WHO_SEES_THE_SCHOOL)
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/rules/{ruleId}",
                        c -> c.get().uri("/api/orgs/school-1/rules/LR-0"),
                        signedIn(404))
                .endpoint(
                        HttpMethod.POST,
                        "/api/orgs/{id}/rules",
                        c -> c.post()
                                .uri("/api/orgs/school-1/rules")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(Map.of(
                                        "kind", "homework.written.minutesPerClassDay",
                                        "limit", 30,
                                        "from", "2099-09-01",
                                        "document", "校规",
                                        "reason", "减负")),
                        row(401, 403, 403, 403, 403, 403, 403, 404, 404, 404, 404, 422, 403, 422, 403, 404, 403, 403))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/rules/{ruleId}/until",
                        c -> c.put()
                                .uri("/api/orgs/school-1/rules/LR-0/until")
                                .header("If-Match", "\"1\"")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(Map.of("until", "2099-09-01")),
                        row(401, 403, 403, 403, 403, 403, 403, 404, 404, 404, 404, 404, 403, 404, 403, 404, 403, 403));
    }
}
