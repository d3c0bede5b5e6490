package io.airclass.exam.sitting;

import static io.airclass.exam.Samples.NINE;
import static io.airclass.exam.Samples.exam;
import static io.airclass.exam.Samples.paper;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.exam.ResultReadyV1;
import io.airclass.contracts.exam.ResultState;
import io.airclass.contracts.exam.SittingHandedInV1;
import io.airclass.exam.marking.Answer;
import io.airclass.exam.marking.Answer.Judgement;
import io.airclass.exam.marking.Answer.Text;
import io.airclass.exam.paper.Paper;
import io.airclass.exam.sitting.Sitting.HandedIn;
import io.airclass.exam.sitting.Sitting.InProgress;
import io.airclass.exam.sitting.SittingRules.Save;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SittingRulesTest {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Paper PAPER = paper("对？{T}", "谈谈家乡。{}");

    @ParameterizedTest
    @CsvSource({"-1,exam-not-open-yet", "0,''", "3599999,''", "3600000,exam-closed"})
    void a_sitting_begins_within_the_window_only(long millisAfterOpening, String slug) {
        var decision = start(NINE.plusMillis(millisAfterOpening));
        assertThat(decision instanceof Decision.Rejected<Sitting>(var rejection) ? rejection.slug() : "")
                .isEqualTo(slug);
    }

    @Test
    void the_time_ends_with_the_duration_or_with_the_window_whichever_is_earlier() {
        assertThat(begun(NINE).seat().dueAt()).isEqualTo(NINE.plusSeconds(1800));
        assertThat(begun(NINE.plusSeconds(1800)).seat().dueAt()).isEqualTo(NINE.plusSeconds(3600));
        assertThat(begun(NINE.plusSeconds(1801)).seat().dueAt()).isEqualTo(NINE.plusSeconds(3600));
        assertThat(begun(NINE).closeAt()).isEqualTo(NINE.plusSeconds(1830));
    }

    @Test
    void a_repeated_save_finds_its_answer_and_changes_nothing() {
        var sitting = answered(new SavedAnswer(2, new Judgement(true), NINE));
        for (var over : new Sitting[] {sitting, ended(sitting, NINE.plusSeconds(60))}) {
            assertThat(notTaken(over, 2, true, NINE.plusSeconds(9999)))
                    .isEqualTo(Decision.unchanged(sitting.answers().get("i1")));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,true", "1,false", "2,false", "4,true"})
    void another_version_is_told_which_answer_stands(long version, boolean truth) {
        var current = new SavedAnswer(2, new Judgement(true), NINE);
        var rejection = rejection(notTaken(answered(current), version, truth, NINE));
        assertThat(rejection.slug()).isEqualTo("answer-stale");
        assertThat(rejection.status()).isEqualTo(409);
        assertThat(rejection.facts()).containsEntry("current", current).containsEntry("currentVersion", 2L);
    }

    @ParameterizedTest
    @CsvSource({"1829999,answer-stale", "1830000,answer-stale", "1830001,sitting-over"})
    void an_answer_is_late_only_after_the_grace(long millis, String slug) {
        assertThat(slug(notTaken(
                        answered(new SavedAnswer(1, new Judgement(true), NINE)), 3, false, NINE.plusMillis(millis))))
                .isEqualTo(slug);
    }

    @Test
    void no_new_answer_after_handing_in() {
        var over = ended(begun(NINE), NINE.plusSeconds(60));
        assertThat(slug(notTaken(over, 1, true, NINE.plusSeconds(61)))).isEqualTo("sitting-handed-in");
    }

    @Test
    void handing_in_marks_and_tells_in_one_decision() {
        var sitting = answered(new SavedAnswer(1, new Judgement(true), NINE));
        var accepted = accepted(SittingRules.handIn("s1", sitting, PAPER, GRACE, NINE.plusSeconds(60)));
        assertThat(accepted.next()).isInstanceOfSatisfying(HandedIn.class, over -> {
            assertThat(over.sheet().totalHundredths()).isEqualTo(1000);
            assertThat(over.byDeadline()).isFalse();
            assertThat(over.answers()).isEqualTo(sitting.answers());
        });
        assertThat(accepted.events()).hasSize(2);
        assertThat(accepted.events().getFirst()).isInstanceOf(SittingHandedInV1.class);
        assertThat(accepted.events().getLast()).isInstanceOfSatisfying(ResultReadyV1.class, result -> {
            assertThat(result.score()).isEqualTo(new BigDecimal("10"));
            assertThat(result.maxScore()).isEqualTo(new BigDecimal("20"));
            assertThat(result.state()).isEqualTo(ResultState.FINAL);
            assertThat(result.studentId()).isEqualTo("student-1");
        });
    }

    @Test
    void a_result_is_partial_while_an_essay_waits() {
        var open = begun(NINE);
        var sitting =
                new InProgress(open.seat(), Map.of("i2", new SavedAnswer(1, new Text("兴义"), NINE)), open.closeAt());
        assertThat(SittingRules.state(ended(sitting, NINE.plusSeconds(60)))).isEqualTo(ResultState.PARTIAL);
    }

    @Test
    void handing_in_again_changes_nothing() {
        var over = ended(begun(NINE), NINE.plusSeconds(60));
        assertThat(SittingRules.handIn("s1", over, PAPER, GRACE, NINE.plusSeconds(90)))
                .isEqualTo(Decision.unchanged(over));
        assertThat(SittingRules.close("s1", over, PAPER, GRACE, NINE.plusSeconds(9000)))
                .isEqualTo(Decision.unchanged(over));
    }

    @ParameterizedTest
    @CsvSource({"1830000,false", "1830001,true"})
    void time_is_over_after_the_grace_whoever_hands_in(long millis, boolean byDeadline) {
        assertThat(ended(begun(NINE), NINE.plusMillis(millis)).byDeadline()).isEqualTo(byDeadline);
    }

    @Test
    void a_sitting_that_still_has_time_is_not_closed() {
        var open = begun(NINE);
        assertThat(SittingRules.close("s1", open, PAPER, GRACE, NINE.plusSeconds(1830)))
                .isEqualTo(Decision.unchanged(open));
        assertThat(accepted(SittingRules.close("s1", open, PAPER, GRACE, NINE.plusSeconds(1831)))
                        .next())
                .isInstanceOf(HandedIn.class);
    }

    private static Decision<Sitting> start(Instant at) {
        return SittingRules.start("exam-1", exam(), "student-1", GRACE, at);
    }

    private static InProgress begun(Instant at) {
        return start(at) instanceof Decision.Accepted<Sitting>(InProgress open, var _) ? open : null;
    }

    private static InProgress answered(SavedAnswer first) {
        var open = begun(NINE);
        return new InProgress(open.seat(), Map.of("i1", first), open.closeAt());
    }

    private static HandedIn ended(Sitting sitting, Instant at) {
        var decision = SittingRules.handIn("s1", sitting, PAPER, GRACE, at);
        return decision instanceof Decision.Accepted<Sitting>(HandedIn over, var _) ? over : null;
    }

    private static Decision<SavedAnswer> notTaken(Sitting found, long version, boolean truth, Instant at) {
        Answer answer = new Judgement(truth);
        return SittingRules.notTaken(found, new Save("i1", version, answer), GRACE, at);
    }

    private static String slug(Decision<?> decision) {
        return rejection(decision).slug();
    }

    private static Rejection rejection(Decision<?> decision) {
        return decision instanceof Decision.Rejected<?>(Rejection rejection) ? rejection : Rejection.broken("accepted");
    }

    private static Decision.Accepted<Sitting> accepted(Decision<Sitting> decision) {
        return (Decision.Accepted<Sitting>) decision;
    }
}
