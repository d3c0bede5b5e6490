package io.airclass.roster.token;

import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import org.springframework.http.HttpMethod;

/** Who may do what with keys, sessions and passwords. */
public final class TokenEndpoints {
    private TokenEndpoints() {}

    public static void list(RoleMatrix matrix) {
        var administration = signedIn(403);
        administration.put("platform administrator", 202);
        matrix.endpoint(
                HttpMethod.POST,
                "/api/auth/keys/rotation",
                c -> c.post().uri("/api/auth/keys/rotation"),
                administration);
    }
}
