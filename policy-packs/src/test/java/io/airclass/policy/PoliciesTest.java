package io.airclass.policy;

import static io.airclass.policy.Places.CHENGDU_SCHOOL;
import static io.airclass.policy.Places.HEFEI_SCHOOL;
import static io.airclass.policy.Places.SHANGHAI;
import static io.airclass.policy.Places.YILONG_SCHOOL;
import static io.airclass.policy.Places.situation;
import static io.airclass.policy.Regime.NORMAL;
import static io.airclass.policy.Regime.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.policy.Place.Org;
import io.airclass.policy.pack.ShippedPacks;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {
    private static final Policies SHIPPED = ShippedPacks.policies();

    /** One lesson: 25 minutes, of which the teacher talks all. */
    private static final Map<Kind, Value> LESSON =
            Map.of(Kind.LESSON_TALK, Value.of(25), Kind.SCREEN_SITTING, Value.of(25));

    @Test
    void one_lesson_in_sichuan_and_in_anhui_on_one_day_has_two_cited_verdicts() {
        var sichuan = situation(CHENGDU_SCHOOL, 7, ONLINE, "2020-03-12T08:00:00");
        var anhui = situation(HEFEI_SCHOOL, 7, ONLINE, "2020-03-12T08:00:00");

        var refused = (Verdict.Broken) SHIPPED.evaluate(sichuan, Kind.LESSON_TALK, LESSON.get(Kind.LESSON_TALK));
        var allowed = (Verdict.Allowed) SHIPPED.evaluate(anhui, Kind.SCREEN_SITTING, LESSON.get(Kind.SCREEN_SITTING));

        assertThat(refused.facts())
                .containsExactly(
                        Map.entry("rule", "SC-TALK"),
                        Map.entry("kind", "lesson.talkMinutes"),
                        Map.entry("value", new BigDecimal("25")),
                        Map.entry("limit", new BigDecimal("20")),
                        Map.entry("unit", "MINUTES"),
                        Map.entry("cite", "Sichuan provincial notice (11 Mar 2020)"));
        assertThat(allowed.rule()).get().extracting(Rule::id).isEqualTo("AH-G7-8-SITTING");
        assertThat(allowed.rule())
                .get()
                .extracting(Rule::cite)
                .isEqualTo("Anhui provincial online-teaching scheme (22 Feb 2020)");
        assertThat(LESSON.entrySet())
                .allSatisfy(part -> assertThat(SHIPPED.evaluate(anhui, part.getKey(), part.getValue()))
                        .isInstanceOf(Verdict.Allowed.class));
    }

    @Test
    void the_same_lesson_for_grade_4_is_refused_in_anhui_by_its_own_rule() {
        var anhui = situation(HEFEI_SCHOOL, 4, ONLINE, "2020-03-12T08:00:00");

        assertThat(SHIPPED.evaluate(anhui, Kind.SCREEN_SITTING, Value.of(25)))
                .isInstanceOfSatisfying(Verdict.Broken.class, broken -> assertThat(broken.ruleId())
                        .isEqualTo("AH-G3-6-SITTING"));
    }

    @Test
    void switching_the_regime_flips_homework_by_phone() {
        var normal = situation(YILONG_SCHOOL, 5, NORMAL, "2026-11-22T10:00:00");
        var online = situation(YILONG_SCHOOL, 5, ONLINE, "2026-11-22T10:00:00");

        assertThat(SHIPPED.evaluate(normal, Kind.HOMEWORK_BY_PHONE, Value.of(true)))
                .isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
                    assertThat(broken.ruleId()).isEqualTo("HW-PHONE");
                    assertThat(broken.citations()).extracting(Citation::text).containsExactly("教基厅函〔2021〕3号 (2021)");
                });
        assertThat(SHIPPED.evaluate(online, Kind.HOMEWORK_BY_PHONE, Value.of(true)))
                .isEqualTo(Verdict.Allowed.UNREGULATED);
    }

    @Test
    void an_old_decision_has_the_same_verdict_as_of_its_day_after_the_rules_moved_on() {
        var before = situation(CHENGDU_SCHOOL, 5, NORMAL, "2021-04-07T23:59:59");
        var after = situation(CHENGDU_SCHOOL, 5, NORMAL, "2026-11-22T10:00:00");
        var old = SHIPPED.evaluate(before, Kind.HOMEWORK_WRITTEN, Value.of(75));
        var stricter = new ArrayList<>(SHIPPED.all());
        stricter.add(Samples.rule(
                "CITY-45",
                Kind.HOMEWORK_WRITTEN,
                new Limit.AtMost(BigDecimal.valueOf(45)),
                Force.BINDING,
                new Reach(
                        new Scope.Division("510100"),
                        Learners.EVERYONE,
                        Set.of(NORMAL),
                        Period.since(LocalDate.of(2026, 9, 1)))));
        var later = Policies.of(stricter);

        assertThat(later.evaluate(before, Kind.HOMEWORK_WRITTEN, Value.of(75)))
                .isEqualTo(old)
                .isEqualTo(Verdict.Allowed.UNREGULATED);
        assertThat(SHIPPED.evaluate(after, Kind.HOMEWORK_WRITTEN, Value.of(50))).isInstanceOf(Verdict.Allowed.class);
        assertThat(later.evaluate(after, Kind.HOMEWORK_WRITTEN, Value.of(50)))
                .isInstanceOfSatisfying(Verdict.Broken.class, broken -> assertThat(broken.ruleId())
                        .isEqualTo("CITY-45"));
    }

    @ParameterizedTest
    @CsvSource({
        "2021-04-07T23:59:59, false",
        "2021-04-08T00:00:00, true",
        "2021-06-30T23:59:59, true",
        "2021-07-01T00:00:00, false"
    })
    void a_rule_holds_from_the_first_second_of_its_first_day_to_the_last_of_its_last(String wallClock, boolean holds) {
        var policies = Policies.of(List.of(Samples.rule(
                "R",
                Kind.BREAK,
                new Limit.AtLeast(BigDecimal.TEN),
                Force.BINDING,
                new Reach(
                        Scope.NATION,
                        Learners.EVERYONE,
                        EnumSet.allOf(Regime.class),
                        new Period(LocalDate.of(2021, 4, 8), LocalDate.of(2021, 6, 30))))));

        assertThat(policies.evaluate(situation(HEFEI_SCHOOL, 3, NORMAL, wallClock), Kind.BREAK, Value.of(9)))
                .isInstanceOf(holds ? Verdict.Broken.class : Verdict.Allowed.class);
    }

    @Test
    void the_zone_says_which_day_an_instant_is() {
        var at = Instant.parse("2021-04-07T16:00:00Z");

        assertThat(Situation.at(HEFEI_SCHOOL, Cohort.ofGrade(3), NORMAL, at, SHANGHAI)
                        .day())
                .isEqualTo(LocalDate.of(2021, 4, 8));
        assertThat(Situation.at(HEFEI_SCHOOL, Cohort.ofGrade(3), NORMAL, at, ZoneOffset.UTC)
                        .day())
                .isEqualTo(LocalDate.of(2021, 4, 7));
    }

    @Test
    void a_school_in_a_functional_zone_without_a_code_is_bound_by_zone_prefecture_and_country() {
        var rules = List.of(
                sample("NATION", 60, Scope.NATION),
                sample("PREFECTURE", 50, new Scope.Division("522300")),
                sample("ZONE", 40, new Scope.Organisation("yilong", new Scope.Division("522300"))),
                sample("NEIGHBOUR", 10, new Scope.Division("522301")));
        var here = situation(YILONG_SCHOOL, 5, NORMAL, "2026-11-22T10:00:00");

        assertThat(Policies.of(rules).rulesInForce(here))
                .extracting(Rule::id)
                .containsExactly("ZONE", "PREFECTURE", "NATION");
        assertThat(Policies.of(rules).strictest(here, Kind.HOMEWORK_WRITTEN))
                .get()
                .extracting(Rule::id)
                .isEqualTo("ZONE");
    }

    @Test
    void a_tree_that_begins_at_a_county_is_still_bound_by_its_province() {
        var policies = Policies.of(List.of(sample("PROVINCE", 50, new Scope.Division("410000"))));
        var jiyuan = Place.of(new Org("jiyuan", "419001"), new Org("jy-no-1"));

        assertThat(policies.rulesInForce(jiyuan, NORMAL, Samples.FIRST_DAY)).hasSize(1);
    }

    @Test
    void an_id_that_looks_like_a_code_is_not_taken_for_one() {
        var policies = Policies.of(List.of(sample("SICHUAN", 50, new Scope.Division("510000"))));

        assertThat(policies.rulesInForce(Place.of(new Org("510000")), NORMAL, Samples.FIRST_DAY))
                .isEmpty();
    }

    @Test
    void an_advisory_rule_never_refuses_and_is_mentioned() {
        var at2025 = situation(HEFEI_SCHOOL, 5, NORMAL, "2025-12-31T23:59:59");
        var at2026 = situation(HEFEI_SCHOOL, 5, NORMAL, "2026-01-01T00:00:00");

        assertThat(SHIPPED.evaluate(at2025, Kind.DEVICES_SHARE, Value.of(new BigDecimal("30.01"))))
                .isInstanceOfSatisfying(Verdict.Allowed.class, allowed -> {
                    assertThat(allowed.rule()).isEmpty();
                    assertThat(allowed.advice())
                            .get()
                            .extracting(Verdict.Broken::ruleId)
                            .isEqualTo("DEV-SHARE");
                });
        assertThat(SHIPPED.evaluate(at2025, Kind.DEVICES_SHARE, Value.of(30))).isEqualTo(Verdict.Allowed.UNREGULATED);
        assertThat(SHIPPED.evaluate(at2026, Kind.DEVICES_SHARE, Value.of(31))).isEqualTo(Verdict.Allowed.UNREGULATED);
    }

    @Test
    void of_equally_strict_rules_the_one_of_the_widest_place_is_cited() {
        var rules = List.of(
                sample("COUNTY", 60, new Scope.Division("510104")),
                sample("NATION", 60, Scope.NATION),
                sample("PROVINCE", 60, new Scope.Division("510000")));

        assertThat(Policies.of(rules)
                        .strictest(situation(CHENGDU_SCHOOL, 5, NORMAL, "2026-11-22T10:00:00"), Kind.HOMEWORK_WRITTEN))
                .get()
                .extracting(Rule::id)
                .isEqualTo("NATION");
    }

    @Test
    void a_value_of_another_sort_is_a_bug_of_the_caller() {
        var here = situation(CHENGDU_SCHOOL, 5, NORMAL, "2026-11-22T10:00:00");

        assertThatThrownBy(() -> SHIPPED.evaluate(here, Kind.HOMEWORK_WRITTEN, Value.of(LocalTime.NOON)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("homework.written.minutesPerClassDay");
    }

    @Test
    void what_is_in_force_is_listed_by_kind_with_the_strictest_first() {
        var here = situation(HEFEI_SCHOOL, 4, ONLINE, "2026-11-22T10:00:00");

        assertThat(SHIPPED.rulesInForce(here).stream()
                        .filter(rule -> rule.kind() == Kind.SCREEN_DAY)
                        .map(Rule::id))
                .containsExactly("AH-G3-6-DAY", "SCR-MOE-PRI-DAY", "SCR-PRI-DAY");
        assertThat(SHIPPED.rulesInForce(here)).extracting(Rule::kind).isSorted();
        assertThat(SHIPPED.rulesInForce(HEFEI_SCHOOL, ONLINE, here.day()))
                .containsAll(SHIPPED.rulesInForce(here))
                .extracting(Rule::id)
                .contains("AH-G10-11-DAY");
    }

    @Test
    void small_childrens_rules_do_not_meet_the_first_year_of_a_university() {
        assertThat(Cohort.of(Stage.UNIVERSITY, 1)).isEqualTo(new Cohort(Stage.UNIVERSITY, 0));
        assertThat(Cohort.of(Stage.VOCATIONAL, 1)).isEqualTo(new Cohort(Stage.VOCATIONAL, 0));
        assertThat(Cohort.of(Stage.VOCATIONAL, 11)).isEqualTo(new Cohort(Stage.VOCATIONAL, 11));
        assertThatThrownBy(() -> Cohort.of(Stage.SENIOR, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_stages_are_those_of_the_published_events() {
        assertThat(Stage.values())
                .extracting(Enum::name)
                .containsExactlyElementsOf(List.of(io.airclass.contracts.Stage.values()).stream()
                        .map(Enum::name)
                        .toList());
    }

    private static Rule sample(String id, long minutes, Scope scope) {
        return Samples.rule(id, Kind.HOMEWORK_WRITTEN, new Limit.AtMost(BigDecimal.valueOf(minutes)), scope);
    }
}
