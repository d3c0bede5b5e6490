package io.airclass.homework.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.homework.budget.DayShare;
import io.airclass.homework.budget.Share;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.Cohort;
import io.airclass.policy.InForce;
import io.airclass.policy.Place;
import io.airclass.policy.PolicyBook;
import io.airclass.policy.Regime;
import io.airclass.policy.RegimePeriod;
import io.airclass.policy.RegimeTimeline;
import io.airclass.policy.pack.ShippedPacks;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskRulesTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final Samples ASKED = Samples.asked(AT.plus(Duration.ofDays(2)));

    @ParameterizedTest
    @CsvSource({"-1,false", "0,false", "1,true"})
    void it_is_due_after_now(long millis, boolean accepted) {
        assertThat(times(Samples.asked(AT.plusMillis(millis))).isEmpty()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,true", "1,false"})
    void it_is_due_within_a_year(long millis, boolean accepted) {
        var due = AT.plus(Duration.ofDays(TaskRules.DUE_DAYS_MAX)).plusMillis(millis);
        assertThat(times(Samples.asked(due)).isEmpty()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,false", "1,false"})
    void it_is_due_after_it_opens(long millis, boolean accepted) {
        var due = AT.plus(Duration.ofHours(1));
        assertThat(times(Samples.asked(due).opensAt(due.plusMillis(millis))).isEmpty())
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"-1,false", "0,true", "2,true", "3,false"})
    void it_is_done_on_a_day_between_opening_and_due(int days, boolean accepted) {
        assertThat(times(ASKED.on(TODAY.plusDays(days))).isEmpty()).isEqualTo(accepted);
    }

    private static Optional<Rejection> times(Samples samples) {
        var asked = samples.made();
        var opensAt = TaskRules.opensAt(asked, AT);
        return TaskRules.times(asked, opensAt, TaskRules.days(asked, opensAt, Samples.ZONE), AT, Samples.ZONE);
    }

    @Test
    void an_hour_before_midnight_belongs_to_the_day_of_the_school() {
        var asked = ASKED.opensAt(Instant.parse("2026-11-22T16:30:00Z")).minutes(20);
        assertThat(days(asked)).containsExactly(new Share(LocalDate.parse("2026-11-23"), 20, 20));
    }

    @Test
    void one_whose_length_is_not_said_takes_a_minute() {
        assertThat(days(ASKED)).containsExactly(new Share(TODAY, 1, 1));
        assertThat(days(ASKED.kind(TaskKind.READING))).containsExactly(new Share(TODAY, 1, 0));
    }

    @Test
    void of_a_task_sheet_only_the_written_items_count_as_written() {
        var sheet = ASKED.kind(TaskKind.TASK_SHEET)
                .items(new SheetItem("看第 3 课回放", 20, false), new SheetItem("完成练习册第 5 页", 10, true));
        assertThat(days(sheet)).containsExactly(new Share(TODAY, 30, 10));
        assertThat(days(sheet.minutes(60))).containsExactly(new Share(TODAY, 60, 10));
        assertThat(days(sheet.days(new DayShare(TODAY, 20), new DayShare(TODAY.plusDays(1), 10))))
                .containsExactly(new Share(TODAY, 20, 7), new Share(TODAY.plusDays(1), 10, 4));
        assertThat(TaskRules.task(sheet.made()).written()).isTrue();
    }

    private static List<Share> days(Samples samples) {
        var asked = samples.made();
        return TaskRules.days(asked, TaskRules.opensAt(asked, AT), Samples.ZONE);
    }

    @Test
    void what_does_not_go_together_is_told_by_field() {
        assertThat(pointers(ASKED.of(null))).containsExactly("/classId");
        assertThat(pointers(ASKED.marked(null, null))).containsExactly("/maxScore");
        assertThat(pointers(ASKED.marked(null, List.of("优", "良")))).isEmpty();
        assertThat(pointers(ASKED.kind(TaskKind.TASK_SHEET))).containsExactly("/items");
        assertThat(pointers(ASKED.items(new SheetItem("读", 5, false)))).containsExactly("/items");
        assertThat(pointers(ASKED.on(TODAY).days(new DayShare(TODAY, 5)))).containsExactly("/days");
        assertThat(pointers(ASKED.days(new DayShare(TODAY, 5), new DayShare(TODAY, 6))))
                .containsExactly("/days");
    }

    private static List<String> pointers(Samples samples) {
        return TaskRules.faults(samples.made())
                .map(rejection -> ((Rejection.Invalid) rejection)
                        .errors().stream().map(error -> error.pointer()).toList())
                .orElse(List.of());
    }

    @ParameterizedTest
    @CsvSource({"NORMAL, true, false", "NORMAL, false, true", "ONLINE, true, true", "ONLINE, false, true"})
    void a_phone_may_be_needed_only_while_pupils_learn_at_home(Regime regime, boolean phone, boolean accepted) {
        assertThat(judged(ASKED.phone(phone), regime).isEmpty()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"false, false, ", "true, false, study.checkInRequired", "false, true, study.videoUploadRequired"})
    void nobody_must_check_in_by_the_day_or_send_videos_of_studying(boolean checkIn, boolean video, String kind) {
        var rejection = judged(ASKED.proof(checkIn, video), Regime.ONLINE);
        assertThat(rejection.map(each -> each.facts().get("kind"))).isEqualTo(Optional.ofNullable(kind));
        rejection.ifPresent(each -> assertThat(each.facts()).containsKeys("rule", "cite"));
    }

    @Test
    void no_family_is_made_to_buy_a_printer() {
        assertThat(judged(ASKED.printer(null), Regime.ONLINE)).isPresent();
        assertThat(judged(ASKED.printer(" "), Regime.ONLINE)).isPresent();
        assertThat(judged(ASKED.printer("抄写题目在本子上完成"), Regime.ONLINE)).isEmpty();
        assertThat(TaskRules.againstPolicy(ASKED.printer(null).made(), unregulated())
                        .map(Rejection::slug))
                .contains("printer-alternative-missing");
    }

    private static Optional<Rejection> judged(Samples samples, Regime regime) {
        var timeline = new RegimeTimeline(
                List.of(new RegimePeriod(Optional.of(regime), AT.minusSeconds(60), Optional.empty())));
        var inForce = new PolicyBook(ShippedPacks.policies(), Map.of("root", timeline))
                .at(Place.of(new Place.Org("root", Optional.of("220200"))), Cohort.ofGrade(9), AT, Samples.ZONE);
        return TaskRules.againstPolicy(samples.made(), inForce);
    }

    private static InForce unregulated() {
        return new PolicyBook(io.airclass.policy.Policies.of(List.of()), Map.of())
                .at(Place.of(new Place.Org("root")), Cohort.ofGrade(9), AT, Samples.ZONE);
    }

    @Test
    void the_best_score_is_kept_without_trailing_zeros() {
        assertThat(TaskRules.task(ASKED.marked(new BigDecimal("100.00"), null).made())
                        .maxScore())
                .isEqualTo(new BigDecimal("100"));
    }
}
