package io.airclass.roster.token;

import static io.airclass.roster.Actors.row;
import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;

/** Who may do what with keys, sessions and passwords. */
public final class TokenEndpoints {
    private TokenEndpoints() {}

    public static void list(RoleMatrix matrix) {
        var administration = signedIn(403);
        administration.put("platform administrator", 202);
        var administering =
                row(401, 403, 403, 403, 403, 200, 200, 404, 404, 404, 404, 403, 403, 200, 403, 404, 403, 200);
        var ending = new TreeMap<>(administering);
        ending.replaceAll((_, status) -> status == 200 ? 204 : status);
        matrix.endpoint(
                        HttpMethod.POST,
                        "/api/auth/keys/rotation",
                        c -> c.post().uri("/api/auth/keys/rotation"),
                        administration)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/me/password",
                        c -> c.put()
                                .uri("/api/me/password")
                                .bodyValue(Map.of("currentPassword", "", "newPassword", "")),
                        signedIn(400))
                .endpoint(HttpMethod.GET, "/api/me/sessions", c -> c.get().uri("/api/me/sessions"), signedIn(200))
                .endpoint(HttpMethod.DELETE, "/api/me/sessions", c -> c.delete().uri("/api/me/sessions"), signedIn(204))
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/me/sessions/{id}",
                        c -> c.delete().uri("/api/me/sessions/none"),
                        signedIn(404))
                .endpoint(
                        HttpMethod.POST,
                        "/api/people/{id}/password-reset",
                        c -> c.post().uri("/api/people/student-2/password-reset"),
                        administering)
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/people/{id}/sessions",
                        c -> c.delete().uri("/api/people/student-2/sessions"),
                        ending);
    }
}
