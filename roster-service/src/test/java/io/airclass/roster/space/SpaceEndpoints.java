package io.airclass.roster.space;

import static io.airclass.roster.Actors.row;
import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Spaces, what is pushed into them, and the opening of apps: who gets what. */
public final class SpaceEndpoints {
    private static final String PUSHED = "/api/orgs/xingyi/pushed-items";

    private SpaceEndpoints() {}

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(HttpMethod.GET, "/api/me/space", c -> c.get().uri("/api/me/space"), signedIn(200))
                .endpoint(
                        HttpMethod.POST,
                        "/api/apps/{key}/launch",
                        c -> c.post().uri("/api/apps/nobody-has-this/launch").bodyValue(Map.of()),
                        signedIn(404))
                .endpoint(
                        HttpMethod.POST,
                        "/api/orgs/{id}/pushed-items",
                        c -> c.post()
                                .uri(PUSHED)
                                .header("Idempotency-Key", "matrix")
                                .bodyValue(Map.of(
                                        "title", "语文", "app", "nobody-has-this", "until", "2099-01-01T00:00:00Z")),
                        row(401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 422, 403, 422, 403, 404, 403, 403))
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/orgs/{id}/pushed-items/{itemId}",
                        c -> c.delete().uri(PUSHED + "/none"),
                        row(401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 404, 403, 404, 403, 404, 403, 403))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/pushed-items",
                        c -> c.get().uri(PUSHED),
                        row(401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200, 200, 200, 404, 403, 200));
    }
}
