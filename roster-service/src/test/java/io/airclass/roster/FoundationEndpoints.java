package io.airclass.roster;

import static io.airclass.roster.Actors.everybody;
import static io.airclass.roster.Actors.row;
import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Organisations, classes, imports and tokens: who gets what. */
final class FoundationEndpoints {
    private FoundationEndpoints() {}

    /** Auditing needs a duty; who has one elsewhere is told nothing of this county, not even that it is there. */
    private static Map<String, Integer> auditOfXingyi() {
        return signedIn(
                403,
                Map.of(
                        "principal", 404,
                        "principal next door", 404,
                        "county supervisor", 200,
                        "bureau administrator", 200,
                        "platform administrator", 200));
    }

    static void list(RoleMatrix matrix) {
        matrix.endpoint(HttpMethod.GET, "/api/me", c -> c.get().uri("/api/me"), signedIn(200))
                .endpoint(
                        HttpMethod.GET,
                        "/api/classes/{id}",
                        c -> c.get().uri("/api/classes/class-1"),
                        row(401, 200, 200, 200, 200, 200, 200, 404, 404, 404, 404, 200, 200, 200, 200, 404, 404, 200))
                .endpoint(
                        HttpMethod.GET,
                        "/api/classes/{id}/members",
                        c -> c.get().uri("/api/classes/class-1/members"),
                        row(401, 200, 200, 200, 403, 200, 200, 404, 404, 404, 404, 403, 403, 403, 403, 404, 404, 403))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}",
                        c -> c.get().uri("/api/orgs/school-1"),
                        row(401, 200, 200, 200, 200, 200, 200, 404, 404, 404, 404, 200, 200, 200, 200, 404, 200, 200))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/children",
                        c -> c.get().uri("/api/orgs/xingyi/children"),
                        row(401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200, 200, 200, 404, 403, 200))
                .endpoint(
                        HttpMethod.POST,
                        "/api/auth/token",
                        c -> c.post()
                                .uri("/api/auth/token")
                                .bodyValue(Map.of("grantType", "refresh", "refreshToken", "none.none")),
                        everybody(401))
                .endpoint(HttpMethod.POST, "/api/auth/sign-out", c -> c.post().uri("/api/auth/sign-out"), signedIn(204))
                .endpoint(HttpMethod.GET, "/api/audit", c -> c.get().uri("/api/audit?org=xingyi"), auditOfXingyi())
                .endpoint(
                        HttpMethod.GET,
                        "/.well-known/openid-configuration",
                        c -> c.get().uri("/.well-known/openid-configuration"),
                        everybody(200))
                .endpoint(
                        HttpMethod.GET,
                        "/.well-known/jwks.json",
                        c -> c.get().uri("/.well-known/jwks.json"),
                        everybody(200));
    }
}
