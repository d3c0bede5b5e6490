package io.airclass.roster.grants;

import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.HttpMethod;

/** Grants: who gets what. */
public final class GrantEndpoints {
    private GrantEndpoints() {}

    /** Who reads the grants of a teacher of school-1; those next door do not know the teacher. */
    private static Map<String, Integer> reading(int teacher) {
        return signedIn(
                404,
                Map.of(
                        "teacher of the class", teacher,
                        "principal", 200,
                        "county supervisor", 200,
                        "bureau administrator", 200,
                        "platform administrator", 200));
    }

    private static Map<String, Integer> giving(int given) {
        var row = new TreeMap<>(reading(403));
        row.put("principal", 403);
        row.put("county supervisor", 403);
        row.put("platform administrator", 403);
        row.put("bureau administrator", given);
        return row;
    }

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.POST,
                        "/api/people/{id}/grants",
                        c -> c.post()
                                .uri("/api/people/teacher-2/grants")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .bodyValue(Map.of(
                                        "role",
                                        "SCHOOL_ADMINISTRATOR",
                                        "org",
                                        "school-1",
                                        "until",
                                        Instant.now().plus(2, ChronoUnit.DAYS).toString(),
                                        "reason",
                                        "学籍管理")),
                        principalGives())
                .endpoint(
                        HttpMethod.PUT,
                        "/api/people/{id}/grants/{grantId}/end",
                        c -> c.put()
                                .uri("/api/people/teacher-2/grants/none/end")
                                .bodyValue(Map.of("reason", "调离")),
                        signedIn(404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/people/{id}/grants",
                        c -> c.get().uri("/api/people/teacher-2/grants"),
                        reading(200))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/grants",
                        c -> c.get().uri("/api/orgs/xingyi/grants"),
                        signedIn(
                                403,
                                Map.of(
                                        "principal", 404,
                                        "principal next door", 404,
                                        "county supervisor", 200,
                                        "bureau administrator", 200,
                                        "platform administrator", 200)));
    }

    private static Map<String, Integer> principalGives() {
        var row = giving(201);
        row.put("principal", 201);
        return row;
    }
}
