package io.airclass.roster.calendar;

import static io.airclass.roster.Actors.row;

import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Calendars: who gets what. */
public final class CalendarEndpoints {
    private CalendarEndpoints() {}

    private static Map<String, Integer> reading() {
        return row(401, 200, 200, 200, 200, 200, 200, 404, 404, 404, 404, 200, 200, 200, 200, 404, 200, 200);
    }

    private static Map<String, Integer> setting(int done) {
        return row(401, 403, 403, 403, 403, done, 403, 404, 404, 404, 404, done, 403, done, 403, 404, 403, 403);
    }

    public static void list(RoleMatrix matrix) {
        matrix.endpoint(
                        HttpMethod.PUT,
                        "/api/orgs/{id}/calendar/{day}",
                        c -> c.put()
                                .uri("/api/orgs/school-1/calendar/2031-10-01")
                                .bodyValue(Map.of("kind", "HOLIDAY", "name", "国庆节", "reason", "国务院通知")),
                        setting(200))
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/orgs/{id}/calendar/{day}",
                        c -> c.delete().uri("/api/orgs/school-1/calendar/2032-10-01"),
                        setting(204))
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/calendar",
                        c -> c.get().uri("/api/orgs/school-1/calendar?from=2026-09-01&to=2027-08-31"),
                        reading())
                .endpoint(
                        HttpMethod.GET,
                        "/api/orgs/{id}/school-day",
                        c -> c.get().uri("/api/orgs/school-1/school-day?date=2026-10-01"),
                        reading());
    }
}
