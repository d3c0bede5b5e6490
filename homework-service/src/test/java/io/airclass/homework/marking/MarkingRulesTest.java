package io.airclass.homework.marking;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.homework.assignment.Assignment;
import io.airclass.homework.assignment.Resubmission;
import io.airclass.homework.assignment.Samples;
import io.airclass.homework.submission.Assigned;
import io.airclass.homework.submission.Attempt;
import io.airclass.homework.submission.MarkingRound;
import io.airclass.homework.submission.Submission;
import io.airclass.kit.decide.Decision;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkingRulesTest {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> WITHIN = List.of("root", "school", "class");
    private static final Assignment.Open OPEN =
            Samples.open(WITHIN, AT.minusSeconds(60), AT, 0, Resubmission.UNTIL_MARKED);
    private static final Submission HANDED_IN = new Submission.HandedIn(
            new Assigned("assignment", "class", "school", WITHIN, "xiaoming"),
            List.of(new Attempt(1, "第一稿", List.of(), AT, false), new Attempt(2, "第二稿", List.of(), AT, false)));

    @ParameterizedTest
    @CsvSource({"0,true", "99.99,true", "100,true", "100.00,true", "100.01,false", "101,false"})
    void a_score_never_exceeds_the_best_one(String score, boolean taken) {
        assertThat(mark(HANDED_IN, score, "好", "wang-laoshi") instanceof Decision.Accepted)
                .isEqualTo(taken);
    }

    @Test
    void a_mark_says_which_attempt_it_is_about_and_is_told() {
        var decision = accepted(mark(HANDED_IN, "92.50", "好", "wang-laoshi"));
        var round = decision.next().rounds().getFirst();
        assertThat(round.number()).isEqualTo(1);
        assertThat(round.attempt()).isEqualTo(2);
        assertThat(round.score()).isEqualTo(new BigDecimal("92.5"));
        var event = (SubmissionMarkedV1) decision.events().getFirst();
        assertThat(event.title()).isEqualTo("二次函数练习");
        assertThat(event.round()).isEqualTo(1);
    }

    @Test
    void every_round_is_kept() {
        var once = accepted(mark(HANDED_IN, "92", "好", "wang-laoshi")).next();
        var twice = accepted(mark(once, "95", "漏看一步", "wang-laoshi"));
        assertThat(twice.next().rounds()).extracting(MarkingRound::comment).containsExactly("好", "漏看一步");
        assertThat(((SubmissionMarkedV1) twice.events().getFirst()).round()).isEqualTo(2);
    }

    @Test
    void the_same_mark_again_makes_no_second_round_but_a_colleague_does() {
        var once = accepted(mark(HANDED_IN, "92", "好", "wang-laoshi")).next();
        assertThat(mark(once, "92.0", "好", "wang-laoshi")).isEqualTo(Decision.unchanged(once));
        assertThat(accepted(mark(once, "92", "好", "zhao-laoshi")).next().rounds())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,false"})
    void the_number_of_rounds_has_an_end(int beyond, boolean taken) {
        var rounds = IntStream.rangeClosed(1, MarkingRules.ROUNDS_MAX + beyond)
                .mapToObj(number -> new MarkingRound(
                        number, BigDecimal.ONE, BigDecimal.TEN, "第 " + number + " 次", "wang-laoshi", AT, 2))
                .toList();
        var marked = new Submission.Marked(HANDED_IN.assigned(), HANDED_IN.attempts(), rounds);
        assertThat(mark(marked, "92", "再看一次", "wang-laoshi") instanceof Decision.Accepted)
                .isEqualTo(taken);
    }

    private static Decision<Submission> mark(Submission current, String score, String comment, String teacher) {
        return MarkingRules.mark(
                "submission", current, OPEN, new MarkRequest(new BigDecimal(score), comment), teacher, AT);
    }

    private static Decision.Accepted<Submission> accepted(Decision<Submission> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (Decision.Accepted<Submission>) decision;
    }
}
