package io.airclass.policy;

import static io.airclass.policy.Places.CHENGDU_SCHOOL;
import static io.airclass.policy.Places.HEFEI_SCHOOL;
import static io.airclass.policy.Places.SHANGHAI;
import static io.airclass.policy.Places.YILONG_SCHOOL;
import static io.airclass.policy.Places.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyBookTest {
    private static final Instant FEBRUARY = at("2020-02-10T00:00");
    private static final Instant APRIL = at("2020-04-01T00:00");

    private static RegimePeriod period(Regime regime, Instant from, Instant until) {
        return new RegimePeriod(Optional.ofNullable(regime), from, Optional.ofNullable(until));
    }

    private static RegimeInForce regime(Map<String, RegimeTimeline> regimes, Place place, Instant at) {
        return new PolicyBook(Policies.of(List.of()), regimes).regime(place, at);
    }

    private static RegimeTimeline said(RegimePeriod... periods) {
        return new RegimeTimeline(List.of(periods));
    }

    @Test
    void teaching_is_normal_where_nobody_says_otherwise() {
        assertThat(regime(Map.of(), CHENGDU_SCHOOL, FEBRUARY)).isEqualTo(RegimeInForce.DEFAULT);
        assertThat(RegimeInForce.DEFAULT.regime()).isEqualTo(Regime.NORMAL);
    }

    @Test
    void the_nearest_that_says_something_at_that_instant_decides() {
        var regimes = Map.of(
                "sichuan", said(period(Regime.ONLINE, FEBRUARY, null)),
                "jinjiang", said(period(Regime.NORMAL, APRIL, null)));

        assertThat(regime(regimes, CHENGDU_SCHOOL, APRIL.minusMillis(1)).origin())
                .contains("sichuan");
        assertThat(regime(regimes, CHENGDU_SCHOOL, APRIL.minusMillis(1)).regime())
                .isEqualTo(Regime.ONLINE);
        assertThat(regime(regimes, CHENGDU_SCHOOL, APRIL).origin()).contains("jinjiang");
        assertThat(regime(regimes, CHENGDU_SCHOOL, APRIL).regime()).isEqualTo(Regime.NORMAL);
        assertThat(regime(regimes, HEFEI_SCHOOL, APRIL)).isEqualTo(RegimeInForce.DEFAULT);
    }

    @Test
    void a_period_begins_with_its_first_instant_and_is_over_at_its_end() {
        var regimes = Map.of("anhui", said(period(Regime.ONLINE, FEBRUARY, APRIL)));

        assertThat(regime(regimes, HEFEI_SCHOOL, FEBRUARY.minusMillis(1)).regime())
                .isEqualTo(Regime.NORMAL);
        assertThat(regime(regimes, HEFEI_SCHOOL, FEBRUARY).regime()).isEqualTo(Regime.ONLINE);
        assertThat(regime(regimes, HEFEI_SCHOOL, APRIL.minusMillis(1)).regime()).isEqualTo(Regime.ONLINE);
        assertThat(regime(regimes, HEFEI_SCHOOL, APRIL).regime()).isEqualTo(Regime.NORMAL);
        assertThatIllegalArgumentException().isThrownBy(() -> period(Regime.ONLINE, APRIL, APRIL));
    }

    @Test
    void the_last_decision_covers_the_earlier_ones_while_it_lasts() {
        var regimes = Map.of(
                "hefei",
                said(period(Regime.ONLINE, FEBRUARY, null), period(Regime.NORMAL, APRIL, APRIL.plusSeconds(60))));

        assertThat(regime(regimes, HEFEI_SCHOOL, APRIL).regime()).isEqualTo(Regime.NORMAL);
        assertThat(regime(regimes, HEFEI_SCHOOL, APRIL.plusSeconds(60)).regime())
                .isEqualTo(Regime.ONLINE);
    }

    @Test
    void an_organisation_can_go_by_what_is_above_it_again() {
        var regimes = Map.of(
                "guizhou", said(period(Regime.ONLINE, FEBRUARY, null)),
                "yilong", said(period(Regime.NORMAL, FEBRUARY, null), period(null, APRIL, null)));

        assertThat(regime(regimes, YILONG_SCHOOL, APRIL.minusMillis(1)).origin())
                .contains("yilong");
        assertThat(regime(regimes, YILONG_SCHOOL, APRIL).origin()).contains("guizhou");
    }

    @Test
    void a_decision_never_changes_what_held_before_it_begins() {
        var random = new Random(5);
        for (int book = 0; book < 200; book++) {
            var periods = new ArrayList<RegimePeriod>();
            for (int n = random.nextInt(6); n >= 0; n--) {
                periods.add(any(random, random.nextInt(100)));
            }
            int now = random.nextInt(100);
            var before = new RegimeTimeline(periods);
            periods.add(any(random, now + random.nextInt(20)));
            var after = new RegimeTimeline(periods);
            for (int second = 0; second < now; second++) {
                assertThat(after.at(FEBRUARY.plusSeconds(second))).isEqualTo(before.at(FEBRUARY.plusSeconds(second)));
            }
        }
    }

    private static RegimePeriod any(Random random, int from) {
        var regimes = new Regime[] {Regime.NORMAL, Regime.ONLINE, null};
        var start = FEBRUARY.plusSeconds(from);
        return period(
                regimes[random.nextInt(3)],
                start,
                random.nextBoolean() ? null : start.plusSeconds(1 + random.nextInt(50)));
    }

    @Test
    void a_question_is_about_the_day_and_the_regime_of_its_place() {
        var forbidden = Samples.rule(
                "PHONE",
                Kind.HOMEWORK_BY_PHONE,
                new Limit.Forbidden(),
                Force.BINDING,
                new Reach(
                        Scope.NATION,
                        Learners.EVERYONE,
                        java.util.Set.of(Regime.NORMAL),
                        Period.since(Samples.FIRST_DAY)));
        var book = new PolicyBook(
                Policies.of(List.of(forbidden)), Map.of("anhui", said(period(Regime.ONLINE, FEBRUARY, APRIL))));

        assertThat(book.at(HEFEI_SCHOOL, Cohort.ofGrade(4), FEBRUARY, SHANGHAI)
                        .judge(Kind.HOMEWORK_BY_PHONE, Value.of(true)))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(book.at(HEFEI_SCHOOL, Cohort.ofGrade(4), APRIL, SHANGHAI)
                        .judge(Kind.HOMEWORK_BY_PHONE, Value.of(true)))
                .isInstanceOf(Verdict.Broken.class);
        assertThat(book.at(CHENGDU_SCHOOL, Cohort.ofGrade(4), FEBRUARY, SHANGHAI)
                        .rules())
                .containsExactly(forbidden);
    }
}
