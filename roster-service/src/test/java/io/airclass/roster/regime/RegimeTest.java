package io.airclass.roster.regime;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.ids.Ids;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Races;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class RegimeTest extends RosterServiceTest {
    /** A county of each test's own, with a school. */
    private String county;

    private String school;
    private String officer;
    private String bureau;
    private String student;

    @BeforeEach
    void a_county_is_there() {
        county = "xingyi-" + Ids.next();
        school = "school-" + Ids.next();
        String orgs = Zips.ORGS_HEADER
                + Zips.org("guizhou", "贵州省", "state", "", "province", "520000")
                + Zips.org("qianxinan", "黔西南州", "district", "guizhou", "prefecture", "522300")
                + Zips.org(county, "兴义市", "district", "qianxinan", "county", "522301")
                + Zips.org(school, "兴义市第一中学", "school", county, "school", "");
        assertThat(imported(Map.of("orgs.csv", orgs)).get("errorCount").asLong())
                .isZero();
        officer = issuer.token("wang-zhuren", "TEACHING_OFFICER@" + county);
        bureau = issuer.token("li-juzhang", "ORG_ADMINISTRATOR@qianxinan");
        student = issuer.token("student-1", "STUDENT@" + school);
    }

    private WebTestClient.ResponseSpec put(String token, String org, String ifMatch, Object... fields) {
        var body = new HashMap<String, Object>(Map.of("reason", "疫情防控，停课不停学"));
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return client.put()
                .uri("/api/orgs/{id}/regime", org)
                .headers(h -> {
                    h.setBearerAuth(token);
                    if (ifMatch != null) {
                        h.set("If-Match", ifMatch);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private JsonNode regime(String org) {
        return ok(get(student, "/api/orgs/{id}/regime", org));
    }

    private String tag(String org) {
        return get(officer, "/api/orgs/{id}/regime", org)
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
    }

    @Test
    void a_decision_of_a_county_holds_in_its_schools_and_is_told_with_its_origin() {
        assertThat(regime(school).get("regime").asString()).isEqualTo("NORMAL");
        assertThat(regime(school).has("origin")).isFalse();

        put(officer, county, tag(county), "regime", "ONLINE").expectStatus().isCreated();

        assertThat(regime(school).get("regime").asString()).isEqualTo("ONLINE");
        assertThat(regime(school).at("/origin/orgId").asString()).isEqualTo(county);
        assertThat(regime(school).at("/origin/name").asString()).isEqualTo("兴义市");
        assertThat(regime(school).at("/origin/reason").asString()).isEqualTo("疫情防控，停课不停学");
        assertThat(regime("qianxinan").get("regime").asString()).isEqualTo("NORMAL");

        put(bureau, school, tag(school), "regime", "NORMAL").expectStatus().isCreated();

        assertThat(regime(school).get("regime").asString()).isEqualTo("NORMAL");
        assertThat(regime(school).at("/origin/orgId").asString()).isEqualTo(school);
        assertThat(regime(county).get("regime").asString()).isEqualTo("ONLINE");

        put(bureau, school, tag(school), "regime", "AS_ABOVE").expectStatus().isOk();

        assertThat(regime(school).at("/origin/orgId").asString()).isEqualTo(county);
    }

    @Test
    void an_old_instant_keeps_its_answer_whatever_is_decided_later() {
        put(officer, county, "\"0\"", "regime", "ONLINE").expectStatus().isCreated();
        Instant first = Instant.parse(regime(county).at("/origin/from").asString());
        Instant soon = Instant.now().plus(1, ChronoUnit.DAYS);
        put(
                        officer,
                        county,
                        "\"1\"",
                        "regime",
                        "NORMAL",
                        "from",
                        soon.toString(),
                        "until",
                        soon.plusSeconds(60).toString())
                .expectStatus()
                .isOk();

        put(
                        officer,
                        county,
                        "\"2\"",
                        "regime",
                        "NORMAL",
                        "from",
                        first.minusSeconds(1).toString())
                .expectStatus()
                .isOk();

        assertThat(at(first)).isEqualTo("ONLINE");
        assertThat(at(first.minusMillis(1))).isEqualTo("NORMAL");
        assertThat(at(Instant.now().plusSeconds(5))).isEqualTo("NORMAL");
        assertThat(problem(
                        put(
                                officer,
                                county,
                                "\"3\"",
                                "regime",
                                "NORMAL",
                                "from",
                                first.minusSeconds(3600).toString()),
                        422))
                .isEqualTo("regime-from-out-of-range");
    }

    private String at(Instant at) {
        return ok(get(student, "/api/orgs/{id}/regime?at={at}", school, at))
                .get("regime")
                .asString();
    }

    @Test
    void of_two_officers_who_decide_at_once_one_is_told_that_something_moved() {
        for (int round = 0; round < 5; round++) {
            String seen = tag(county);
            String reason = "第" + round + "轮";
            var statuses = Races.of(
                    2,
                    i -> () -> put(i == 0 ? officer : bureau, county, seen, "regime", "ONLINE", "reason", reason)
                            .expectBody()
                            .returnResult()
                            .getStatus()
                            .value());

            assertThat(statuses).containsOnlyOnce(412);
            assertThat(statuses).anyMatch(status -> status == 200 || status == 201);
        }
        assertThat(ok(get(officer, "/api/orgs/{id}/regimes", county))
                        .get("items")
                        .size())
                .isEqualTo(5);
    }

    @Test
    void a_request_that_is_sent_again_finds_it_decided() {
        for (int i = 0; i < 3; i++) {
            put(officer, county, "\"0\"", "regime", "ONLINE").expectStatus().isCreated();
        }

        assertThat(ok(get(officer, "/api/orgs/{id}/regimes", county))
                        .get("items")
                        .size())
                .isEqualTo(1);
        assertThat(problem(put(bureau, county, "\"0\"", "regime", "ONLINE"), 412))
                .isEqualTo("stale-version");
        assertThat(problem(put(officer, county, null, "regime", "NORMAL"), 428)).isEqualTo("if-match-missing");
    }

    @Test
    void the_history_is_read_in_pages_and_who_decided_is_for_those_who_answer() {
        for (int i = 0; i < 3; i++) {
            put(officer, county, "\"" + i + "\"", "regime", i % 2 == 0 ? "ONLINE" : "NORMAL")
                    .expectStatus()
                    .is2xxSuccessful();
        }

        JsonNode first = ok(get(officer, "/api/orgs/{id}/regimes?limit=2", county));
        assertThat(first.get("items").findValues("number"))
                .extracting(JsonNode::asInt)
                .containsExactly(3, 2);
        assertThat(first.at("/items/0/by").asString()).isEqualTo("wang-zhuren");
        JsonNode second = ok(get(
                officer,
                "/api/orgs/{id}/regimes?limit=2&cursor={c}",
                county,
                first.get("cursor").asString()));
        assertThat(second.get("items").findValues("number"))
                .extracting(JsonNode::asInt)
                .containsExactly(1);
        assertThat(second.has("cursor")).isFalse();
        assertThat(ok(get(student, "/api/orgs/{id}/regimes", county)).toString())
                .doesNotContain("wang-zhuren");
    }

    @Test
    void a_decision_is_written_down() {
        put(officer, county, "\"0\"", "regime", "ONLINE").expectStatus().isCreated();

        eventually(() -> {
            JsonNode audit = ok(get(issuer.token("x", "SUPERVISION_OFFICER@" + county), "/api/audit?org={id}", county));
            assertThat(audit.at("/items/0/action").asString()).isEqualTo("regime-changed");
            assertThat(audit.at("/items/0/actorId").asString()).isEqualTo("wang-zhuren");
            assertThat(audit.at("/items/0/facts/regime").asString()).isEqualTo("ONLINE");
        });
    }

    @Test
    void a_read_that_is_repeated_gets_304_until_something_changes_above() {
        String tag = tag(school);
        assertThat(status(tag)).isEqualTo(304);

        put(officer, county, "\"0\"", "regime", "ONLINE").expectStatus().isCreated();

        assertThat(status(tag)).isEqualTo(200);
    }

    private int status(String tag) {
        return client.get()
                .uri("/api/orgs/{id}/regime", school)
                .headers(h -> h.setBearerAuth(officer))
                .header("If-None-Match", tag)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void what_is_not_a_decision_is_refused() {
        Object[][] bad = {
            {"regime", "HOLIDAY"},
            {"regime", null},
            {"regime", "ONLINE", "reason", "  "},
            {"regime", "ONLINE", "reason", "长".repeat(501)},
            {"regime", "ONLINE", "from", "yesterday"},
            {"regime", "ONLINE", "force", true}
        };
        for (Object[] fields : bad) {
            assertThat(put(officer, county, "\"0\"", fields)
                            .expectBody()
                            .returnResult()
                            .getStatus()
                            .value())
                    .as(Arrays.toString(fields))
                    .isEqualTo(400);
        }
        assertThat(problem(put(officer, "none", "\"0\"", "regime", "ONLINE"), 404))
                .isEqualTo("not-found");
        assertThat(problem(get(officer, "/api/orgs/{id}/regime?at=now", county), 400))
                .isNotEmpty();
        assertThat(problem(put(issuer.token("x", "PRINCIPAL@" + school), school, "\"0\"", "regime", "ONLINE"), 403))
                .isEqualTo("regime-forbidden");
        assertThat(problem(
                        put(issuer.token("x", "ORG_ADMINISTRATOR@" + school), school, "\"0\"", "regime", "ONLINE"),
                        403))
                .isEqualTo("regime-forbidden");
    }
}
