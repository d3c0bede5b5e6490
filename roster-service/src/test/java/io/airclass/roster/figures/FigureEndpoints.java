package io.airclass.roster.figures;

import static io.airclass.roster.Actors.row;

import io.airclass.testkit.RoleMatrix;
import org.springframework.http.HttpMethod;

/** Figures: who gets what. */
public final class FigureEndpoints {
    private FigureEndpoints() {}

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(
                HttpMethod.GET,
                "/api/orgs/{id}/figures",
                c -> c.get().uri("/api/orgs/school-1/figures"),
                row(401, 403, 403, 403, 403, 200, 200, 404, 404, 404, 404, 200, 200, 200, 200, 404, 403, 200));
    }
}
