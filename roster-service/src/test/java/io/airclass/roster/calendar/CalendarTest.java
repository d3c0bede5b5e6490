package io.airclass.roster.calendar;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Races;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class CalendarTest extends RosterServiceTest {
    private static final Map<String, Object> HOLIDAY = Map.of("kind", "HOLIDAY", "name", "国庆节", "reason", "国务院通知");

    @BeforeEach
    void a_school_is_there() {
        assertThat(imported(Zips.school()).get("errorCount").asLong()).isZero();
    }

    private String officer() {
        return issuer.token("officer-1", "TEACHING_OFFICER@xingyi");
    }

    private String principal() {
        return issuer.token("teacher-1", "PRINCIPAL@school-1");
    }

    private String student() {
        return issuer.token("student-1", "STUDENT@school-1");
    }

    private WebTestClient.ResponseSpec set(String token, String org, String day, Object body, String ifMatch) {
        return client.put()
                .uri("/api/orgs/{id}/calendar/{day}", org, day)
                .headers(h -> {
                    h.setBearerAuth(token);
                    h.setIfMatch(ifMatch == null ? java.util.List.of() : java.util.List.of(ifMatch));
                })
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec clear(String token, String org, String day, String ifMatch) {
        return client.delete()
                .uri("/api/orgs/{id}/calendar/{day}", org, day)
                .headers(h -> h.setBearerAuth(token))
                .header("If-Match", ifMatch)
                .exchange();
    }

    private static String tag(WebTestClient.ResponseSpec response) {
        return response.expectStatus()
                .is2xxSuccessful()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
    }

    private JsonNode schoolDay(String date) {
        return ok(get(student(), "/api/orgs/school-1/school-day?date={d}", date));
    }

    @Test
    void the_county_sets_the_days_and_the_school_says_otherwise_for_itself() {
        String tag = tag(set(officer(), "xingyi", "2026-10-01", HOLIDAY, null));
        var thursday = Map.of("kind", "ADJUSTED", "asWeekday", "THURSDAY", "name", "国庆节调休", "reason", "国务院通知");
        tag(set(officer(), "xingyi", "2026-10-10", thursday, tag));

        assertThat(schoolDay("2026-10-01").get("schoolDay").asBoolean()).isFalse();
        assertThat(schoolDay("2026-10-01").has("weekdayTimetable")).isFalse();
        JsonNode tenth = schoolDay("2026-10-10");
        assertThat(tenth.get("schoolDay").asBoolean()).isTrue();
        assertThat(tenth.get("weekdayTimetable").asString()).isEqualTo("THURSDAY");
        assertThat(tenth.get("weekNumber").asInt()).isEqualTo(6);
        assertThat(tenth.at("/term/name").asString()).isEqualTo("2026学年第一学期");
        assertThat(tenth.get("orgId").asString()).isEqualTo("xingyi");

        var own = Map.of("kind", "HOLIDAY", "name", "校庆", "reason", "建校一百周年");
        String ownTag = tag(set(principal(), "school-1", "2026-10-10", own, null));
        JsonNode read = ok(get(student(), "/api/orgs/school-1/calendar?from=2026-10-01&to=2026-10-31"));
        assertThat(read.get("days").findValuesAsString("orgId")).containsExactly("xingyi", "school-1");
        assertThat(read.get("days").findValuesAsString("name")).containsExactly("国庆节", "校庆");
        assertThat(read.toString()).as("why, is the officers' business").doesNotContain("国务院通知");
        assertThat(ok(get(principal(), "/api/orgs/school-1/calendar?from=2026-10-01&to=2026-10-31"))
                        .at("/days/1/reason")
                        .asString())
                .isEqualTo("建校一百周年");
        assertThat(etag(read.at("/versions/2026-2027").asLong())).isEqualTo(ownTag);

        clear(principal(), "school-1", "2026-10-10", ownTag).expectStatus().isNoContent();
        clear(principal(), "school-1", "2026-10-10", ownTag).expectStatus().isNoContent();
        assertThat(schoolDay("2026-10-10").get("orgId").asString()).isEqualTo("xingyi");
        eventually(() -> assertThat(ok(get(principal(), "/api/audit?org=school-1&limit=2"))
                        .get("items")
                        .findValuesAsString("action"))
                .containsExactly("calendar-day-cleared", "calendar-day-set"));
    }

    private static String etag(long version) {
        return "\"" + version + "\"";
    }

    @Test
    void a_body_of_another_ministry_opens_its_own_schools_on_another_day_and_the_audit_says_who() {
        var files = Zips.school();
        files.merge(
                "orgs.csv",
                "cal-transport,,,省交通运输厅,department,,guizhou,authority,,,\n"
                        + "cal-voc,,,交通技工学校,school,,xingyi,school,,,cal-transport\n",
                String::concat);
        assertThat(imported(files).get("errorCount").asLong()).isZero();
        String body = issuer.token("teacher-2", "ORG_ADMINISTRATOR@cal-transport");
        String term = Zips.SESSIONS_HEADER + "cal-term,,,2026学年第一学期,term,2026-09-14,2027-01-20,,2027\n";

        var report = finished(location(upload(body, "cal-term", Zips.zip(Map.of("academicSessions.csv", term)))));

        assertThat(report.get("errorCount").asLong()).as(report.toString()).isZero();
        assertThat(schoolDay("2026-09-07").get("schoolDay").asBoolean()).isTrue();
        assertThat(isSchoolDay(body, "2026-09-07")).isFalse();
        assertThat(isSchoolDay(body, "2026-09-14")).isTrue();
        eventually(() -> {
            JsonNode entry =
                    ok(get(body, "/api/audit?org=cal-transport&limit=1")).at("/items/0");
            assertThat(entry.get("action").asString()).isEqualTo("import-asked");
            assertThat(entry.get("actorId").asString()).isEqualTo("teacher-2");
            assertThat(entry.get("subjectId").asString()).isEqualTo("cal-transport");
        });
    }

    private boolean isSchoolDay(String token, String date) {
        return ok(get(token, "/api/orgs/cal-voc/school-day?date={d}", date))
                .get("schoolDay")
                .asBoolean();
    }

    @Test
    void the_root_that_was_never_imported_has_a_calendar_for_all() {
        String country = issuer.token("officer-0", "ORG_ADMINISTRATOR@root");
        set(country, "root", "2028-05-01", Map.of("kind", "HOLIDAY", "name", "劳动节", "reason", "通知"), null)
                .expectStatus()
                .isOk();
        assertThat(schoolDay("2028-05-01").get("orgId").asString()).isEqualTo("root");
    }

    @Test
    void of_two_who_change_one_version_one_is_told_that_it_moved() {
        String tag = tag(set(officer(), "xingyi", "2029-10-01", HOLIDAY, null));
        var statuses = Races.of(
                6,
                i -> () -> set(officer(), "xingyi", "2029-10-0" + (i + 2), HOLIDAY, tag)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnlyOnce(200).contains(412);
        assertThat(ok(get(officer(), "/api/orgs/xingyi/calendar?from=2029-10-01&to=2029-10-31"))
                        .get("days")
                        .size())
                .isEqualTo(2);
        assertThat(problem(set(officer(), "xingyi", "2029-10-20", HOLIDAY, null), 428))
                .isEqualTo("if-match-missing");
    }

    @Test
    void six_first_days_at_once_make_one_calendar() {
        var statuses = Races.of(
                6,
                i -> () -> set(officer(), "xingyi", "2030-10-0" + (i + 1), HOLIDAY, null)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());
        assertThat(statuses).containsOnlyOnce(200).contains(428);
    }

    @Test
    void what_cannot_be_understood_is_refused() {
        assertThat(problem(set(officer(), "xingyi", "2026-13-01", HOLIDAY, null), 400))
                .isEqualTo("malformed-request");
        assertThat(problem(set(officer(), "xingyi", "2026-10-01", Map.of("kind", "HOLIDAY"), null), 400))
                .isEqualTo("invalid-fields");
        var nameless = Map.of("kind", "ADJUSTED", "name", "调休", "reason", "通知");
        assertThat(problem(set(officer(), "xingyi", "2026-10-11", nameless, null), 422))
                .isEqualTo("calendar-day-unfit");
        assertThat(problem(get(student(), "/api/orgs/school-1/calendar?from=2026-01-01&to=2028-01-01"), 400))
                .isEqualTo("calendar-range-unfit");
        assertThat(problem(set(officer(), "pu-an", "2026-10-01", HOLIDAY, null), 404))
                .isEqualTo("not-found");
    }
}
