package io.airclass.policy;

import static io.airclass.policy.Places.CHENGDU_SCHOOL;
import static io.airclass.policy.Places.HEFEI_SCHOOL;
import static io.airclass.policy.Places.YILONG_SCHOOL;
import static io.airclass.policy.Places.situation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.airclass.policy.pack.ShippedPacks;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRuleTest {
    private static final List<String> YILONG = List.of("root", "guizhou", "qianxinan", "yilong");
    private static final Place YILONG_PLACE = Place.of(
            new Place.Org("root"),
            new Place.Org("guizhou", "520000"),
            new Place.Org("qianxinan", "522300"),
            new Place.Org("yilong"));
    private static final Policies SHIPPED = ShippedPacks.policies();

    private static LocalRule local(String kind, String limit, List<Integer> grades, String from, String until) {
        return new LocalRule(
                "LR-1",
                YILONG,
                kind,
                List.of(limit),
                grades,
                List.of(),
                List.of(),
                LocalDate.parse(from),
                Optional.ofNullable(until).map(LocalDate::parse),
                "义龙新区教育局〔2026〕3号",
                Optional.of("第二条"));
    }

    @Test
    void it_holds_in_its_organisation_and_below_and_nowhere_else() {
        var rule = local("homework.written.minutesPerClassDay", "40", List.of(3, 4), "2026-09-01", null)
                .rule();
        var policies = SHIPPED.plus(List.of(rule));

        assertThat(policies.evaluate(
                        situation(YILONG_SCHOOL, 3, Regime.NORMAL, "2026-11-22T10:00"),
                        Kind.HOMEWORK_WRITTEN,
                        Value.of(41)))
                .isEqualTo(new Verdict.Broken(rule, Value.of(41)));
        assertThat(policies.strictest(
                        situation(CHENGDU_SCHOOL, 3, Regime.NORMAL, "2026-11-22T10:00"), Kind.HOMEWORK_WRITTEN))
                .map(Rule::id)
                .contains("HW-G3-6");
        assertThat(policies.strictest(
                        situation(YILONG_SCHOOL, 5, Regime.NORMAL, "2026-11-22T10:00"), Kind.HOMEWORK_WRITTEN))
                .map(Rule::id)
                .contains("HW-G3-6");
        assertThat(rule.cite()).isEqualTo("义龙新区教育局〔2026〕3号: 第二条");
    }

    @Test
    void of_two_equally_strict_rules_the_shipped_one_is_cited() {
        var rule = local("homework.written.minutesPerClassDay", "60", List.of(3), "2020-09-01", null)
                .rule();

        assertThat(SHIPPED.plus(List.of(rule))
                        .strictest(
                                situation(YILONG_SCHOOL, 3, Regime.NORMAL, "2026-11-22T10:00"), Kind.HOMEWORK_WRITTEN))
                .map(Rule::id)
                .contains("HW-G3-6");
        assertThat(SHIPPED.stricterThan(YILONG_PLACE, rule)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // HW-G3-6: written homework, grades 3 to 6, at most 60 from 2021-04-08
        "homework.written.minutesPerClassDay, 61, 3, 2026-09-01, , HW-G3-6",
        "homework.written.minutesPerClassDay, 59, 3, 2026-09-01, , ",
        // only some days of the period meet the stricter rule
        "homework.written.minutesPerClassDay, 61, 3, 2020-09-01, , HW-G3-6",
        "homework.written.minutesPerClassDay, 61, 3, 2020-09-01, 2021-04-07, ",
        "homework.written.minutesPerClassDay, 61, 3, 2020-09-01, 2021-04-08, HW-G3-6",
        // no grade meets it
        "homework.written.minutesPerClassDay, 61, 10, 2026-09-01, , ",
        // an advice holds nobody back
        "homework.freeDaysPerWeek, 0, 3, 2026-09-01, , ",
        "lesson.first.startsAt, 08:19, 3, 2026-09-01, , SLP-PRI-FIRST",
        "lesson.first.startsAt, 08:30, 3, 2026-09-01, , ",
        "replay.keptMonths, 2, 3, 2026-09-01, , QXN-REPLAY",
        "exam.levels, 3, 3, 2026-09-01, , EX-LEVELS",
        "exam.levels, 4, 3, 2026-09-01, , "
    })
    void a_looser_rule_is_told_by_the_stricter_one(
            String kind, String limit, int grade, String from, String until, String stricter) {
        var rule = local(kind, limit, List.of(grade), from, until).rule();

        assertThat(SHIPPED.stricterThan(YILONG_PLACE, rule).map(Rule::id)).isEqualTo(Optional.ofNullable(stricter));
    }

    @Test
    void what_is_stricter_elsewhere_or_below_holds_nobody_back() {
        var below = new LocalRule(
                        "LR-2",
                        List.of("root", "guizhou", "qianxinan", "yilong", "yilong-school"),
                        "homework.written.minutesPerClassDay",
                        List.of("10"),
                        List.of(3),
                        List.of(),
                        List.of("NORMAL"),
                        LocalDate.parse("2026-09-01"),
                        Optional.empty(),
                        "校规",
                        Optional.empty())
                .rule();
        var policies = SHIPPED.plus(List.of(below));
        var rule = local("homework.written.minutesPerClassDay", "50", List.of(3), "2026-09-01", null)
                .rule();

        assertThat(policies.stricterThan(YILONG_PLACE, rule)).isEmpty();
        assertThat(policies.stricterThan(YILONG_SCHOOL, rule)).contains(below);
        assertThat(policies.stricterThan(HEFEI_SCHOOL, rule)).isEmpty();
    }

    @Test
    void a_part_that_means_nothing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> local("homework.minutes", "1", List.of(), "2026-09-01", null)
                        .rule());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> local("break.minutes", "ten", List.of(), "2026-09-01", null)
                        .rule());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> local("break.minutes", "10", List.of(13), "2026-09-01", null)
                        .rule());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> local("break.minutes", "10", List.of(), "2026-09-01", "2026-08-31")
                        .rule());
    }

    @Test
    void no_shipped_rule_has_an_id_like_a_local_one() {
        assertThat(SHIPPED.all()).noneMatch(rule -> rule.id().startsWith("LR-"));
    }
}
