package io.airclass.roster.policy;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.ids.Ids;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Races;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Rules in force, questions and local rules, in a county of each test's own. */
class PolicyTest extends RosterServiceTest {
    private static final LocalDate TOMORROW =
            LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1);
    private static final String LATER = TOMORROW.plusDays(1) + "T02:00:00Z";

    private String county;
    private String school;
    private String classId;
    private String officer;
    private String teacher;

    @BeforeEach
    void a_county_is_there() {
        county = "xingyi-" + Ids.next();
        school = "school-" + Ids.next();
        classId = "class-" + Ids.next();
        var files = new HashMap<String, String>();
        files.put(
                "orgs.csv",
                Zips.ORGS_HEADER
                        + Zips.org("guizhou", "贵州省", "state", "", "province", "520000")
                        + Zips.org("qianxinan", "黔西南州", "district", "guizhou", "prefecture", "522300")
                        + Zips.org(county, "兴义市", "district", "qianxinan", "county", "522301")
                        + Zips.org(school, "兴义市第一小学", "school", county, "school", ""));
        files.put(
                "classes.csv",
                Zips.CLASSES_HEADER + classId + ",,,四年级（3）班,04,,,homeroom,," + school + ",,,,,primary\n");
        assertThat(imported(files).get("errorCount").asLong()).isZero();
        officer = issuer.token("wang-zhuren", "TEACHING_OFFICER@" + county);
        teacher = issuer.token("chen-laoshi", "TEACHER@" + school);
    }

    private WebTestClient.ResponseSpec evaluate(String token, Object... fields) {
        var body = new HashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return client.post()
                .uri("/api/policies/evaluate")
                .headers(h -> h.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private JsonNode judged(Object... fields) {
        return ok(evaluate(teacher, fields));
    }

    private Map<String, Object> rule(Object limit, Object... fields) {
        var body = new HashMap<String, Object>(Map.of(
                "kind", "homework.written.minutesPerClassDay",
                "limit", limit,
                "grades", List.of(4),
                "from", TOMORROW.toString(),
                "document", "兴义市教育局〔2026〕12号",
                "article", "第三条",
                "reason", "减轻学生课业负担"));
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return body;
    }

    private WebTestClient.ResponseSpec state(String token, String org, String key, Map<String, Object> body) {
        return client.post()
                .uri("/api/orgs/{id}/rules", org)
                .headers(h -> h.setBearerAuth(token))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private JsonNode stated(Map<String, Object> body) {
        return json(state(officer, county, Ids.next(), body)
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    private WebTestClient.ResponseSpec end(String ruleId, String ifMatch, LocalDate until) {
        return client.put()
                .uri("/api/orgs/{id}/rules/{rule}/until", county, ruleId)
                .headers(h -> h.setBearerAuth(officer))
                .header("If-Match", ifMatch)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("until", until.toString()))
                .exchange();
    }

    @Test
    void the_rules_in_force_are_told_in_chinese_with_their_documents_and_the_one_that_decides() {
        JsonNode listed = ok(get(teacher, "/api/policies?org={org}&grade=4&at=2026-11-22T02:00:00Z", school));

        assertThat(listed.get("regime").asString()).isEqualTo("NORMAL");
        assertThat(listed.get("day").asString()).isEqualTo("2026-11-22");
        JsonNode homework = kind(listed, "homework.written.minutesPerClassDay");
        assertThat(homework.get("name").asString()).isEqualTo("书面作业");
        assertThat(homework.at("/rules/0/rule").asString()).isEqualTo("HW-G3-6");
        assertThat(homework.at("/rules/0/text").asString()).isEqualTo("不超过 60 分钟");
        assertThat(homework.at("/rules/0/decides").asBoolean()).isTrue();
        assertThat(homework.at("/rules/0/citations/0/number").asString()).isEqualTo("教基厅函〔2021〕13号");
        assertThat(kind(listed, "replay.keptMonths")
                        .at("/rules/0/citations/0/clause")
                        .asString())
                .isEqualTo("直播视频可保存三个月，课后可下载导出");
        assertThat(kind(listed, "homework.freeDaysPerWeek")
                        .at("/rules/0/advisory")
                        .asBoolean())
                .isTrue();
        assertThat(kind(listed, "homework.freeDaysPerWeek")
                        .at("/rules/0/decides")
                        .asBoolean())
                .isFalse();
        assertThat(kind(listed, "screen.minutesPerSitting").isMissingNode()).isTrue();
    }

    @Test
    void without_a_grade_the_rules_for_anyone_are_told_and_none_decides_alone() {
        JsonNode all = ok(get(teacher, "/api/policies?org={org}&at=2026-11-22T02:00:00Z", school));
        JsonNode primary = ok(get(teacher, "/api/policies?org={org}&stage=PRIMARY&at=2026-11-22T02:00:00Z", school));

        assertThat(kind(all, "homework.written.minutesPerClassDay").get("rules").findValuesAsString("rule"))
                .containsExactly("HW-G1-2-WRITTEN", "HW-G3-6", "HW-G7-9");
        assertThat(kind(all, "homework.written.minutesPerClassDay")
                        .at("/rules/0")
                        .has("decides"))
                .isFalse();
        assertThat(kind(primary, "homework.written.minutesPerClassDay")
                        .get("rules")
                        .findValuesAsString("rule"))
                .containsExactly("HW-G1-2-WRITTEN", "HW-G3-6");
    }

    private static JsonNode kind(JsonNode listed, String key) {
        for (var kind : listed.get("kinds")) {
            if (kind.get("kind").asString().equals(key)) {
                return kind;
            }
        }
        return listed.at("/none");
    }

    @Test
    void a_read_that_is_repeated_gets_304_until_a_rule_is_added() {
        String uri = "/api/policies?org=" + school + "&grade=4&at=" + LATER;
        String tag = get(teacher, uri)
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
        assertThat(conditional(uri, tag)).isEqualTo(304);

        stated(rule(45));

        assertThat(conditional(uri, tag)).isEqualTo(200);
    }

    private int conditional(String uri, String tag) {
        return client.get()
                .uri(uri)
                .headers(h -> h.setBearerAuth(teacher))
                .header("If-None-Match", tag)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void a_question_is_answered_with_the_rule_whether_one_may_or_not() {
        JsonNode may = judged("classId", classId, "kind", "homework.written.minutesPerClassDay", "value", 60);
        assertThat(may.get("may").asBoolean()).isTrue();
        assertThat(may.get("rule").asString()).isEqualTo("HW-G3-6");
        assertThat(may.get("grade").asInt()).isEqualTo(4);

        JsonNode mayNot = judged("classId", classId, "kind", "homework.written.minutesPerClassDay", "value", 60.5);
        assertThat(mayNot.get("may").asBoolean()).isFalse();
        assertThat(mayNot.get("rule").asString()).isEqualTo("HW-G3-6");
        assertThat(mayNot.get("limit").asInt()).isEqualTo(60);
        assertThat(mayNot.get("unit").asString()).isEqualTo("MINUTES");
        assertThat(mayNot.get("cite").asString()).contains("教基厅函〔2021〕13号", "双减意见");

        JsonNode advised = judged(
                "org",
                school,
                "grade",
                4,
                "kind",
                "homework.screenRequired",
                "value",
                true,
                "at",
                "2025-11-22T02:00:00Z");
        assertThat(advised.get("may").asBoolean()).isTrue();
        assertThat(advised.at("/advice/rule").asString()).isEqualTo("DEV-PAPER");

        assertThat(judged("org", school, "grade", 4, "kind", "lesson.first.startsAt", "value", "08:19")
                        .get("may")
                        .asBoolean())
                .isFalse();
        assertThat(judged("org", school, "grade", 10, "kind", "homework.written.minutesPerClassDay", "value", 300)
                        .has("rule"))
                .isFalse();
    }

    @Test
    void a_question_that_means_nothing_is_refused_with_what_would() {
        JsonNode unknown = json(evaluate(teacher, "org", school, "grade", 4, "kind", "homework.minutes", "value", 1)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .returnResult()
                .getResponseBody());
        assertThat(unknown.get("type").asString()).endsWith("/policy-kind-unknown");
        assertThat(unknown.get("kinds").values()).extracting(JsonNode::asString).contains("homework.phoneRequired");

        String kind = "homework.written.minutesPerClassDay";
        assertThat(problem(evaluate(teacher, "org", school, "grade", 4, "kind", kind, "value", "sixty"), 400))
                .isEqualTo("policy-value-unfit");
        assertThat(problem(evaluate(teacher, "org", school, "grade", 4, "kind", kind, "value", List.of(1)), 400))
                .isEqualTo("policy-value-unfit");
        assertThat(problem(evaluate(teacher, "org", school, "grade", 13, "kind", kind, "value", 1), 400))
                .isEqualTo("policy-cohort-unknown");
        assertThat(problem(evaluate(teacher, "org", school, "kind", kind, "value", 1), 400))
                .isEqualTo("policy-cohort-unknown");
        assertThat(problem(evaluate(teacher, "kind", kind, "value", 1), 400)).isEqualTo("policy-place-missing");
        assertThat(problem(evaluate(teacher, "org", school, "classId", classId, "kind", kind, "value", 1), 400))
                .isEqualTo("policy-place-missing");
        assertThat(problem(evaluate(teacher, "org", school, "grade", 4, "kind", kind, "value", null), 400))
                .isNotEmpty();
        for (String huge : new String[] {"1e999999999", "-1e999999999", "9".repeat(400)}) {
            client.post()
                    .uri("/api/policies/evaluate")
                    .headers(h -> h.setBearerAuth(teacher))
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(
                            "{\"org\":\"" + school + "\",\"grade\":4,\"kind\":\"" + kind + "\",\"value\":" + huge + "}")
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
        assertThat(problem(evaluate(teacher, "org", "none", "grade", 4, "kind", kind, "value", 1), 404))
                .isEqualTo("not-found");
        assertThat(problem(
                        evaluate(
                                issuer.token("x", "TEACHER@school-elsewhere"),
                                "classId",
                                classId,
                                "kind",
                                kind,
                                "value",
                                1),
                        404))
                .isEqualTo("not-found");
    }

    @Test
    void a_county_adds_a_stricter_rule_and_it_decides_from_its_first_day_on() {
        JsonNode stated = stated(rule(45));
        String id = stated.get("id").asString();

        assertThat(id).matches("LR-[0-9A-F]{16}");
        JsonNode later =
                judged("classId", classId, "kind", "homework.written.minutesPerClassDay", "value", 50, "at", LATER);
        assertThat(later.get("may").asBoolean()).isFalse();
        assertThat(later.get("rule").asString()).isEqualTo(id);
        assertThat(later.get("cite").asString()).isEqualTo("兴义市教育局〔2026〕12号: 第三条");
        assertThat(judged("classId", classId, "kind", "homework.written.minutesPerClassDay", "value", 50)
                        .get("rule")
                        .asString())
                .isEqualTo("HW-G3-6");
        assertThat(ok(get(teacher, "/api/orgs/{id}/rules/{rule}", county, id))
                        .get("number")
                        .asInt())
                .isEqualTo(1);
        eventually(() -> assertThat(
                        ok(get(issuer.token("x", "SUPERVISION_OFFICER@" + county), "/api/audit?org={id}", county))
                                .at("/items/0/action")
                                .asString())
                .isEqualTo("rule-stated"));
    }

    @Test
    void a_looser_rule_is_refused_and_names_the_stricter_one() {
        JsonNode refused = json(state(officer, county, Ids.next(), rule(61))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .returnResult()
                .getResponseBody());

        assertThat(refused.get("type").asString()).endsWith("/rule-looser");
        assertThat(refused.get("rule").asString()).isEqualTo("HW-G3-6");
        assertThat(refused.get("limit").asInt()).isEqualTo(60);
        assertThat(refused.get("value").asInt()).isEqualTo(61);
        assertThat(refused.get("detail").asString()).contains("HW-G3-6", "教基厅函〔2021〕13号");
        assertThat(problem(
                        state(officer, county, Ids.next(), rule("2.5", "kind", "break.minutes", "grades", List.of())),
                        422))
                .isEqualTo("rule-looser");
    }

    @Test
    void whatever_rules_a_county_is_given_no_verdict_becomes_looser() {
        var random = new Random(7);
        var strictest = 60;
        for (int i = 0; i < 20; i++) {
            int limit = random.nextInt(90);
            var answer = state(officer, county, Ids.next(), rule(limit))
                    .expectBody()
                    .returnResult()
                    .getStatus()
                    .value();
            assertThat(answer).isEqualTo(limit > strictest ? 422 : 201);
            strictest = Math.min(strictest, limit);
            for (int value : new int[] {strictest, strictest + 1}) {
                assertThat(judged(
                                        "classId",
                                        classId,
                                        "kind",
                                        "homework.written.minutesPerClassDay",
                                        "value",
                                        value,
                                        "at",
                                        LATER)
                                .get("may")
                                .asBoolean())
                        .isEqualTo(value <= strictest);
            }
        }
    }

    @Test
    void a_repeated_request_states_one_rule_and_the_same_key_is_not_taken_for_another() {
        String key = Ids.next();
        var ids = new HashSet<String>();
        for (int i = 0; i < 3; i++) {
            ids.add(json(state(officer, county, key, rule(45))
                            .expectStatus()
                            .isCreated()
                            .expectBody()
                            .returnResult()
                            .getResponseBody())
                    .get("id")
                    .asString());
        }
        assertThat(ids).hasSize(1);
        assertThat(problem(state(officer, county, key, rule(44)), 422)).isEqualTo("idempotency-key-reused");
        assertThat(ok(get(officer, "/api/orgs/{id}/rules", county)).get("items").size())
                .isEqualTo(1);
    }

    @Test
    void officers_who_state_rules_at_once_lose_none_and_repeat_none() {
        String key = Ids.next();
        var keys = Stream.concat(Stream.of(key, key, key), Stream.generate(Ids::next))
                .limit(6)
                .toList();
        var statuses = Races.of(6, i -> () -> {
            int status = stateOnce(keys.get(i));
            while (status == 503) {
                status = stateOnce(keys.get(i));
            }
            return status;
        });

        assertThat(statuses).containsOnly(201);
        assertThat(ok(get(officer, "/api/orgs/{id}/rules", county)).get("items").size())
                .isEqualTo(4);
    }

    private int stateOnce(String key) {
        return state(officer, county, key, rule(45))
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void of_two_officers_who_end_a_rule_at_once_one_is_told_that_something_moved() {
        String id = stated(rule(45)).get("id").asString();
        var statuses = Races.of(
                2,
                i -> () -> end(id, "\"1\"", TOMORROW.plusDays(10 + i))
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(statuses).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void a_rule_ends_and_an_old_question_keeps_its_answer() {
        String id = stated(rule(45)).get("id").asString();
        end(id, "\"1\"", TOMORROW.plusDays(5)).expectStatus().isOk();

        assertThat(ruleAt(TOMORROW.plusDays(5))).isEqualTo(id);
        assertThat(ruleAt(TOMORROW.plusDays(6))).isEqualTo("HW-G3-6");

        String other = stated(rule(30, "from", TOMORROW.plusDays(7).toString()))
                .get("id")
                .asString();
        assertThat(problem(end(other, "\"2\"", TOMORROW), 412)).isEqualTo("stale-version");
        end(other, "\"3\"", TOMORROW).expectStatus().isOk();

        assertThat(ruleAt(TOMORROW.plusDays(5))).isEqualTo(id);
        assertThat(ruleAt(TOMORROW.plusDays(8))).isEqualTo("HW-G3-6");
        assertThat(problem(end(id, "\"4\"", TOMORROW.plusDays(9)), 422)).isEqualTo("rule-until-out-of-range");
        assertThat(problem(end("LR-0", "\"4\"", TOMORROW), 404)).isEqualTo("not-found");
    }

    private String ruleAt(LocalDate day) {
        return judged(
                        "classId",
                        classId,
                        "kind",
                        "homework.written.minutesPerClassDay",
                        "value",
                        70,
                        "at",
                        day + "T02:00:00Z")
                .get("rule")
                .asString();
    }

    @Test
    void rules_are_listed_in_pages_and_who_stated_them_is_for_officers() {
        for (int limit : new int[] {50, 45, 40}) {
            stated(rule(limit));
        }

        JsonNode first = ok(get(officer, "/api/orgs/{id}/rules?limit=2", county));
        assertThat(first.get("items").findValues("number"))
                .extracting(JsonNode::asInt)
                .containsExactly(3, 2);
        assertThat(first.at("/items/0/by").asString()).isEqualTo("wang-zhuren");
        JsonNode second = ok(get(
                officer,
                "/api/orgs/{id}/rules?limit=2&cursor={c}",
                county,
                first.get("cursor").asString()));
        assertThat(second.get("items").findValues("number"))
                .extracting(JsonNode::asInt)
                .containsExactly(1);
        assertThat(ok(get(teacher, "/api/orgs/{id}/rules", county)).toString()).doesNotContain("wang-zhuren");
        assertThat(ok(get(teacher, "/api/orgs/{id}/rules", school)).get("items").size())
                .isZero();
    }

    @Test
    void what_is_not_a_rule_is_refused() {
        Object[][] bad = {
            {"kind", "homework.minutes"},
            {"limit", "sixty"},
            {"limit", List.of(10, 20)},
            {"limit", Map.of("max", 10)},
            {"grades", List.of(0)},
            {"grades", List.of(13)},
            {"stages", List.of("NURSERY")},
            {"regimes", List.of("AS_ABOVE")},
            {"from", "tomorrow"},
            {"from", "2101-01-01"},
            {"until", "2020-01-01"},
            {"document", " "},
            {"document", "长".repeat(201)},
            {"reason", ""},
            {"force", "advisory"}
        };
        for (Object[] field : bad) {
            assertThat(state(officer, county, Ids.next(), rule(45, field))
                            .expectBody()
                            .returnResult()
                            .getStatus()
                            .value())
                    .as(List.of(field).toString())
                    .isEqualTo(400);
        }
        assertThat(problem(
                        state(
                                officer,
                                county,
                                Ids.next(),
                                rule(45, "from", TOMORROW.minusDays(1).toString())),
                        422))
                .isEqualTo("rule-from-too-early");
        assertThat(problem(state(officer, school, Ids.next(), rule(45)), 422)).isEqualTo("rule-not-for-schools");
        assertThat(problem(state(officer, "qianxinan", Ids.next(), rule(45)), 403))
                .isEqualTo("rules-forbidden");
    }
}
