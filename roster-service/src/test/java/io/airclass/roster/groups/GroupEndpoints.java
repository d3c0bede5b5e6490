package io.airclass.roster.groups;

import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Groups: who gets what. */
public final class GroupEndpoints {
    private static final String MEMBER = "/api/orgs/xingyi/groups/TECHNICAL/members/teacher-2";

    private GroupEndpoints() {}

    private static Map<String, Integer> composing(int done) {
        return signedIn(403, Map.of("bureau administrator", done, "officer next door", 404));
    }

    public static void list(RoleMatrix matrix) {
        var member = Map.of(
                "function",
                "MEMBER",
                "until",
                Instant.now().plus(2, ChronoUnit.DAYS).toString(),
                "reason",
                "疫情期间线上教学");
        matrix.endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/groups",
                        c -> c.get().uri("/api/orgs/xingyi/groups"),
                        signedIn(
                                403,
                                Map.of(
                                        "county officer", 200,
                                        "county supervisor", 200,
                                        "bureau administrator", 200,
                                        "platform administrator", 200,
                                        "officer next door", 404)))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/groups/{kind}/members/{personId}",
                        c -> c.put().uri(MEMBER).bodyValue(member),
                        composing(200))
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/orgs/{id}/groups/{kind}/members/{personId}",
                        c -> c.delete().uri(MEMBER),
                        composing(204));
    }
}
