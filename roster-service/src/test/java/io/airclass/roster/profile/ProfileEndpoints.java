package io.airclass.roster.profile;

import static io.airclass.roster.Actors.row;
import static io.airclass.roster.Actors.signedIn;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Who may do what with profiles and the switches of regions. */
public final class ProfileEndpoints {
    private ProfileEndpoints() {}

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(HttpMethod.GET, "/api/me/profile", c -> c.get().uri("/api/me/profile"), signedIn(404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/me/profile",
                        c -> c.put()
                                .uri("/api/me/profile")
                                .bodyValue(Map.of(
                                        "name",
                                        "李明",
                                        "documentKind",
                                        "IDENTITY_CARD",
                                        "documentNumber",
                                        "1",
                                        "phone",
                                        "1")),
                        signedIn(400))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/settings",
                        c -> c.get().uri("/api/orgs/school-1/settings"),
                        row(401, 200, 200, 200, 200, 200, 200, 404, 404, 404, 404, 200, 200, 200, 200, 404, 200, 200))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/settings",
                        c -> c.put().uri("/api/orgs/school-1/settings").bodyValue(Map.of("profileRequired", false)),
                        row(401, 403, 403, 403, 403, 403, 403, 404, 404, 404, 404, 200, 403, 200, 403, 404, 403, 200))
                .endpoint(
                        HttpMethod.GET,
                        "/api/statistics/profiles",
                        c -> c.get().uri("/api/statistics/profiles?org=school-1"),
                        row(401, 403, 403, 403, 403, 200, 200, 404, 404, 404, 404, 200, 200, 200, 200, 404, 403, 200));
    }
}
