package io.airclass.roster.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.kit.ids.Ids;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.regime.PastRegimes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** The spring of 2020, asked about today. */
class AsOfTest extends RosterServiceTest {
    private static final Instant BEGINNING = Instant.parse("2020-02-10T00:00:00Z");
    /** 12 March 2020, half past nine in the morning. */
    private static final String LESSON = "2020-03-12T01:30:00Z";

    @Autowired
    PastRegimes past;

    private String sichuan;
    private String anhui;
    private String teacher;

    @BeforeEach
    void two_provinces_teach_online_in_the_spring_of_2020() {
        sichuan = "sichuan-" + Ids.next();
        anhui = "anhui-" + Ids.next();
        String orgs = Zips.ORGS_HEADER
                + Zips.org(sichuan, "四川省", "state", "", "province", "510000")
                + Zips.org(sichuan + "-1", "锦江区", "district", sichuan, "county", "510104")
                + Zips.org(sichuan + "-s", "成都市盐道街小学", "school", sichuan + "-1", "school", "")
                + Zips.org(anhui, "安徽省", "state", "", "province", "340000")
                + Zips.org(anhui + "-1", "庐阳区", "district", anhui, "county", "340103")
                + Zips.org(anhui + "-s", "合肥市南门小学", "school", anhui + "-1", "school", "");
        assertThat(imported(Map.of("orgs.csv", orgs)).get("errorCount").asLong())
                .isZero();
        past.decided(sichuan, RegimeStatement.ONLINE, BEGINNING);
        past.decided(anhui, RegimeStatement.ONLINE, BEGINNING);
        teacher = issuer.token("chen-laoshi", "TEACHER@" + sichuan + "-s", "TEACHER@" + anhui + "-s");
    }

    private JsonNode judged(String org, int grade, String kind, Object value, String at) {
        return ok(client.post()
                .uri("/api/policies/evaluate")
                .headers(h -> h.setBearerAuth(teacher))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("org", org, "grade", grade, "kind", kind, "value", value, "at", at))
                .exchange());
    }

    @Test
    void one_lesson_in_sichuan_and_in_anhui_gets_different_verdicts_each_with_its_document() {
        // Twenty-five minutes of the teacher talking to grade 3, the pupils before the screen all the while.
        JsonNode talkInSichuan = judged(sichuan + "-s", 3, "lesson.talkMinutes", 25, LESSON);
        JsonNode talkInAnhui = judged(anhui + "-s", 3, "lesson.talkMinutes", 25, LESSON);
        assertThat(talkInSichuan.get("may").asBoolean()).isFalse();
        assertThat(talkInSichuan.get("rule").asString()).isEqualTo("SC-TALK");
        assertThat(talkInSichuan.get("cite").asString()).contains("Sichuan provincial notice (11 Mar 2020)");
        assertThat(talkInAnhui.get("may").asBoolean()).isTrue();
        assertThat(talkInAnhui.has("rule")).isFalse();

        JsonNode sittingInSichuan = judged(sichuan + "-s", 3, "screen.minutesPerSitting", 25, LESSON);
        JsonNode sittingInAnhui = judged(anhui + "-s", 3, "screen.minutesPerSitting", 25, LESSON);
        assertThat(sittingInSichuan.get("may").asBoolean()).isTrue();
        assertThat(sittingInAnhui.get("may").asBoolean()).isFalse();
        assertThat(sittingInAnhui.get("rule").asString()).isEqualTo("AH-G3-6-SITTING");
        assertThat(sittingInAnhui.get("cite").asString()).contains("Anhui provincial online-teaching scheme");
    }

    @Test
    void an_old_decision_is_judged_the_same_after_the_regime_and_the_rules_changed() {
        var questions = List.of(
                Map.entry("lesson.talkMinutes", (Object) 25),
                Map.entry("lessons.perDay", (Object) 6),
                Map.entry("homework.phoneRequired", (Object) true),
                Map.entry("screen.minutesPerSitting", (Object) 25),
                Map.entry("homework.written.minutesPerClassDay", (Object) 50));
        var before = new HashMap<String, JsonNode>();
        questions.forEach(asked ->
                before.put(asked.getKey(), judged(sichuan + "-s", 3, asked.getKey(), asked.getValue(), LESSON)));
        String officer = issuer.token("wang-zhuren", "TEACHING_OFFICER@" + sichuan);

        client.put()
                .uri("/api/orgs/{id}/regime", sichuan)
                .headers(h -> h.setBearerAuth(officer))
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("regime", "NORMAL", "reason", "恢复线下教学"))
                .exchange()
                .expectStatus()
                .isOk();
        LocalDate tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1);
        client.post()
                .uri("/api/orgs/{id}/rules", sichuan)
                .headers(h -> h.setBearerAuth(officer))
                .header("Idempotency-Key", Ids.next())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of(
                        "kind",
                        "homework.written.minutesPerClassDay",
                        "limit",
                        40,
                        "grades",
                        List.of(3),
                        "from",
                        tomorrow.toString(),
                        "document",
                        "川教〔2026〕1号",
                        "reason",
                        "减负"))
                .exchange()
                .expectStatus()
                .isCreated();

        questions.forEach(asked -> assertThat(judged(sichuan + "-s", 3, asked.getKey(), asked.getValue(), LESSON))
                .isEqualTo(before.get(asked.getKey())));
        String later = tomorrow.plusDays(1) + "T01:30:00Z";
        assertThat(judged(sichuan + "-s", 3, "lesson.talkMinutes", 25, later)
                        .get("may")
                        .asBoolean())
                .isTrue();
        assertThat(judged(sichuan + "-s", 3, "homework.written.minutesPerClassDay", 50, later)
                        .get("may")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void switching_the_regime_flips_whether_homework_may_need_a_phone() {
        String now = Instant.now().toString();
        JsonNode online = judged(anhui + "-s", 3, "homework.phoneRequired", true, now);
        assertThat(online.get("regime").asString()).isEqualTo("ONLINE");
        assertThat(online.get("may").asBoolean()).isTrue();

        client.put()
                .uri("/api/orgs/{id}/regime", anhui + "-s")
                .headers(h -> h.setBearerAuth(issuer.token("li-ju", "ORG_ADMINISTRATOR@" + anhui)))
                .header("If-Match", "\"0\"")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("regime", "NORMAL", "reason", "恢复线下教学"))
                .exchange()
                .expectStatus()
                .isCreated();

        JsonNode normal = judged(
                anhui + "-s", 3, "homework.phoneRequired", true, Instant.now().toString());
        assertThat(normal.get("may").asBoolean()).isFalse();
        assertThat(normal.get("rule").asString()).isEqualTo("HW-PHONE");
        assertThat(judged(anhui + "-s", 3, "homework.phoneRequired", true, now)
                        .get("may")
                        .asBoolean())
                .isTrue();
    }
}
