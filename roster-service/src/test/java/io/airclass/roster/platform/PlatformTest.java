package io.airclass.roster.platform;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Races;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class PlatformTest extends RosterServiceTest {
    private static final String SCHOOL = "platform-school";
    private static final String COUNTY = "platform-county";

    /** A county of this test's own. */
    @BeforeEach
    void a_county_with_a_school_is_there() {
        var files = Zips.school();
        files.replaceAll((name, text) -> text.replaceAll(
                        "(?m)(?<=^|,)(class|teacher|student|guardian|role|e|term|year)-", "platform-$1-")
                .replace("school-1", SCHOOL)
                .replace("xingyi", COUNTY)
                .replaceAll("(chen\\.laoshi|wang\\.laoshi|li\\.ming|zhao\\.xue|li\\.baba)", "platform.$1"));
        assertThat(imported(files).get("errorCount").asLong()).isZero();
    }

    private String administrator() {
        return issuer.token("officer-7", "ORG_ADMINISTRATOR@qianxinan");
    }

    private String student() {
        return issuer.token("platform-student-1", "STUDENT@" + SCHOOL);
    }

    private WebTestClient.ResponseSpec put(String token, String uri, Object body, String ifMatch) {
        var request = client.put().uri(uri).headers(h -> h.setBearerAuth(token));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.bodyValue(body).exchange();
    }

    private String tag(String org) {
        return get(administrator(), "/api/orgs/" + org + "/platform")
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
    }

    private static Map<String, Object> live(boolean enabled, String filingNumber) {
        var body = new HashMap<String, Object>(Map.of("name", "钉钉", "kind", "LIVE", "enabled", enabled));
        if (filingNumber != null) {
            body.put("filingNumber", filingNumber);
        }
        return body;
    }

    private JsonNode coverage() {
        return ok(get(
                issuer.token("officer-1", "SUPERVISION_OFFICER@" + COUNTY),
                "/api/statistics/app-coverage?org=" + COUNTY));
    }

    @Test
    void coverage_counts_schools_with_a_filed_provider_and_a_teacher_with_an_account() {
        String app = "/api/orgs/" + COUNTY + "/apps/dingtalk";
        put(administrator(), app, live(false, null), tag(COUNTY)).expectStatus().isOk();
        assertThat(problem(put(administrator(), app, live(true, null), tag(COUNTY)), 422))
                .isEqualTo("filing-number-missing");
        assertThat(coverage().get("covered").asInt()).isZero();

        put(administrator(), app, live(true, "教APP备3300001号"), tag(COUNTY))
                .expectStatus()
                .isOk();
        eventually(() -> {
            assertThat(coverage().get("covered").asInt()).isEqualTo(1);
            assertThat(coverage().get("schools").asInt()).isEqualTo(1);
            assertThat(coverage().at("/children/0/orgId").asString()).isEqualTo(SCHOOL);
        });
        JsonNode seen = ok(get(student(), "/api/orgs/" + SCHOOL + "/apps/dingtalk"));
        assertThat(seen.get("orgId").asString()).isEqualTo(COUNTY);

        String principal = issuer.token("principal-7", "PRINCIPAL@" + SCHOOL);
        put(principal, "/api/orgs/" + SCHOOL + "/apps/dingtalk", live(false, "教APP备3300001号"), tag(SCHOOL))
                .expectStatus()
                .isOk();
        assertThat(coverage().get("covered").asInt())
                .as("the school's own word is nearer")
                .isZero();
        put(principal, "/api/orgs/" + SCHOOL + "/apps/dingtalk", live(true, "教APP备3300001号"), tag(SCHOOL))
                .expectStatus()
                .isOk();
        assertThat(problem(
                        get(
                                issuer.token("officer-2", "TEACHING_OFFICER@" + COUNTY),
                                "/api/statistics/app-coverage?org=" + COUNTY),
                        403))
                .isEqualTo("statistics-forbidden");
        eventually(() -> {
            JsonNode entries = ok(get(administrator(), "/api/audit?org=" + COUNTY + "&limit=3"))
                    .get("items");
            assertThat(entries.findValuesAsString("action")).contains("app-set");
            assertThat(entries.findValuesAsString("launchUri")).isNotEmpty();
        });
    }

    @Test
    void accounts_that_come_later_count_as_soon_as_they_are_handed_out() {
        var files = Zips.school();
        files.replaceAll((name, text) -> text.replaceAll(
                        "(?m)(?<=^|,)(class|teacher|student|guardian|role|e|term|year)-", "bound-$1-")
                .replace("school-1", "bound-school")
                .replace("xingyi", "bound-county")
                .replaceAll(",(chen\\.laoshi|wang\\.laoshi|li\\.ming|zhao\\.xue|li\\.baba),", ",,"));
        assertThat(imported(files).get("errorCount").asLong()).isZero();
        put(administrator(), "/api/orgs/bound-county/apps/dingtalk", live(true, "教APP备3300001号"), tag("bound-county"))
                .expectStatus()
                .isOk();
        String uri = "/api/statistics/app-coverage?org=bound-county";
        eventually(() ->
                assertThat(ok(get(administrator(), uri)).get("schools").asInt()).isEqualTo(1));
        assertThat(ok(get(administrator(), uri)).get("covered").asInt()).isZero();

        client.post()
                .uri("/api/orgs/bound-school/account-batches")
                .headers(h -> h.setBearerAuth(issuer.token("bound-administrator", "SCHOOL_ADMINISTRATOR@bound-school")))
                .header("Idempotency-Key", "bound-teachers")
                .bodyValue(Map.of("whom", List.of("TEACHER")))
                .exchange()
                .expectStatus()
                .isAccepted();

        eventually(() ->
                assertThat(ok(get(administrator(), uri)).get("covered").asInt()).isEqualTo(1));
    }

    @Test
    void a_learning_space_is_confirmed_with_a_date_and_late_against_the_day_set_above() {
        put(
                        administrator(),
                        "/api/orgs/qianxinan/platform/learning-space-due",
                        Map.of("due", "2020-02-03"),
                        tag("qianxinan"))
                .expectStatus()
                .isOk();
        JsonNode before = ok(get(administrator(), "/api/orgs/" + COUNTY + "/platform"));
        assertThat(before.get("due").asString()).isEqualTo("2020-02-03");
        assertThat(before.get("late").asBoolean()).isTrue();

        String technical = issuer.token("officer-3", "TECHNICAL_OFFICER@" + COUNTY);
        put(technical, "/api/orgs/" + COUNTY + "/platform/learning-space-due", Map.of("due", "2099-02-03"), tag(COUNTY))
                .expectStatus()
                .isOk();
        JsonNode confirmed = ok(put(
                technical,
                "/api/orgs/" + COUNTY + "/platform/learning-space",
                Map.of("platform", "贵州教育云"),
                tag(COUNTY)));
        assertThat(confirmed.at("/learningSpace/platform").asString()).isEqualTo("贵州教育云");
        assertThat(confirmed.at("/learningSpace/confirmedOn").asString()).hasSize(10);
        assertThat(confirmed.get("late").asBoolean())
                .as("nobody sets a day for themselves")
                .isTrue();

        put(
                        administrator(),
                        "/api/orgs/qianxinan/platform/learning-space-due",
                        Map.of("due", "2099-02-03"),
                        tag("qianxinan"))
                .expectStatus()
                .isOk();
        assertThat(ok(get(administrator(), "/api/orgs/" + COUNTY + "/platform"))
                        .get("late")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_county_is_served_under_its_own_name_once_the_level_above_says_so() {
        String uri = "/api/orgs/" + COUNTY + "/platform/virtual-tenant";
        String county = issuer.token("officer-9", "ORG_ADMINISTRATOR@" + COUNTY);
        assertThat(problem(put(county, uri, Map.of("displayName", "空中课堂"), tag(COUNTY)), 403))
                .isEqualTo("platform-forbidden");
        JsonNode opened = ok(put(administrator(), uri, Map.of("displayName", "空中课堂"), tag(COUNTY)));
        assertThat(opened.get("virtualTenant").asString()).isEqualTo("空中课堂");
        assertThat(ok(put(administrator(), uri, Map.of(), tag(COUNTY))).has("virtualTenant"))
                .isFalse();
        assertThat(problem(
                        put(
                                administrator(),
                                "/api/orgs/" + SCHOOL + "/platform/virtual-tenant",
                                Map.of("displayName", "空中课堂"),
                                tag(SCHOOL)),
                        422))
                .isEqualTo("virtual-tenant-of-county");
    }

    @Test
    void of_six_who_change_one_version_one_does_and_the_others_are_told_that_it_moved() {
        put(administrator(), "/api/orgs/" + COUNTY + "/apps/start", live(false, null), tag(COUNTY))
                .expectStatus()
                .isOk();
        String tag = tag(COUNTY);
        String unique = String.valueOf(System.nanoTime());
        var statuses = Races.of(
                6,
                i -> () -> put(
                                administrator(),
                                "/api/orgs/" + COUNTY + "/apps/race-" + unique + "-" + i,
                                live(false, null),
                                tag)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());
        assertThat(statuses).containsOnlyOnce(200).contains(412);
        assertThat(problem(put(administrator(), "/api/orgs/" + COUNTY + "/apps/late", live(false, null), null), 428))
                .isEqualTo("if-match-missing");
    }
}
