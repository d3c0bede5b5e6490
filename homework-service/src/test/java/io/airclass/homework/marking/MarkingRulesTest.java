package io.airclass.homework.marking;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.contracts.homework.SubmissionReturnedV1;
import io.airclass.homework.assignment.Assignment;
import io.airclass.homework.assignment.Part;
import io.airclass.homework.assignment.Resubmission;
import io.airclass.homework.assignment.Samples;
import io.airclass.homework.submission.Annotation;
import io.airclass.homework.submission.AnnotationShape;
import io.airclass.homework.submission.Assigned;
import io.airclass.homework.submission.Attempt;
import io.airclass.homework.submission.HandedInFile;
import io.airclass.homework.submission.MarkingRound;
import io.airclass.homework.submission.Outcome;
import io.airclass.homework.submission.Submission;
import io.airclass.kit.decide.Decision;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
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
    private static final HandedInFile PHOTO = new HandedInFile("file-1", "作业.jpg", "image/jpeg", 2000);
    private static final Submission.HandedIn HANDED_IN = new Submission.HandedIn(
            new Assigned("assignment", "class", "school", WITHIN, "xiaoming"),
            List.of(new Attempt(1, "第一稿", List.of(), AT, false), new Attempt(2, "第二稿", List.of(PHOTO), AT, false)),
            List.of(),
            List.of());

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
                        number,
                        Outcome.MARKED,
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        null,
                        "第 " + number + " 次",
                        null,
                        List.of(),
                        List.of(),
                        "wang-laoshi",
                        AT,
                        2))
                .toList();
        var marked = new Submission.Marked(HANDED_IN.assigned(), HANDED_IN.attempts(), rounds);
        assertThat(mark(marked, "92", "再看一次", "wang-laoshi") instanceof Decision.Accepted)
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"优, ", "良, ", "差, no-such-level", ", mark-missing"})
    void a_level_is_one_of_the_homework(String level, String slug) {
        assertThat(slug(mark(HANDED_IN, asked(Outcome.MARKED, null, level)))).isEqualTo(slug);
    }

    @Test
    void what_is_only_in_order_needs_neither_score_nor_level() {
        var decision = accepted(mark(HANDED_IN, MarkRequest.inOrder()));
        assertThat(decision.next()).isInstanceOf(Submission.Marked.class);
        var event = (SubmissionMarkedV1) decision.events().getFirst();
        assertThat(event.score()).isNull();
        assertThat(event.level()).isNull();
    }

    @Test
    void what_is_returned_may_be_handed_in_until_a_stated_time_and_is_told() {
        var decision = accepted(mark(HANDED_IN, asked(Outcome.RETURNED, null, null)));
        var returned = (Submission.Returned) decision.next();
        assertThat(returned.until()).isEqualTo(AT.plus(Duration.ofDays(3)));
        assertThat(((SubmissionReturnedV1) decision.events().getFirst()).correctUntil())
                .isEqualTo(returned.until());
        assertThat(mark(returned, asked(Outcome.RETURNED, null, null))).isInstanceOf(Decision.Unchanged.class);
    }

    @ParameterizedTest
    @CsvSource({"0, correction-time-out-of-range", "1, ", "5184000, ", "5184001, correction-time-out-of-range"})
    void a_correction_has_at_most_sixty_days(long seconds, String slug) {
        var asked = new MarkRequest(Outcome.RETURNED, null, null, "", null, null, null, AT.plusSeconds(seconds));
        assertThat(slug(mark(HANDED_IN, asked))).isEqualTo(slug);
    }

    @ParameterizedTest
    @CsvSource({
        "PIN, 2, file-1, ",
        "PIN, 4, file-1, annotation-misshapen",
        "BOX, 4, file-1, ",
        "BOX, 2, file-1, annotation-misshapen",
        "STROKE, 6, file-1, ",
        "STROKE, 5, file-1, annotation-misshapen",
        "TEXT, 2, file-2, annotation-elsewhere"
    })
    void signs_have_their_points_on_a_file_of_the_latest_attempt(
            AnnotationShape shape, int numbers, String file, String slug) {
        var sign = new Annotation(file, 1, shape, Collections.nCopies(numbers, 5_000L), "看这里", null);
        var asked = new MarkRequest(Outcome.MARKED, BigDecimal.TEN, null, "", null, List.of(sign), null, null);
        assertThat(slug(mark(HANDED_IN, asked))).isEqualTo(slug);
    }

    @ParameterizedTest
    @CsvSource({"20, ", "21, annotations-too-many"})
    void the_signs_of_all_rounds_together_have_an_end(int strokes, String slug) {
        var stroke =
                new Annotation("file-1", 1, AnnotationShape.STROKE, Collections.nCopies(1_000, 5_000L), null, null);
        var asked = new MarkRequest(
                Outcome.MARKED, BigDecimal.TEN, null, "", null, Collections.nCopies(strokes, stroke), null, null);
        assertThat(slug(mark(HANDED_IN, asked))).isEqualTo(slug);
    }

    @Test
    void question_by_question_the_last_one_makes_the_mark_with_the_sum() {
        var open = Samples.withParts(
                OPEN, new Part("第 1 题", BigDecimal.valueOf(40)), new Part("第 2 题", BigDecimal.valueOf(60)));
        var one = accepted(MarkingRules.markPart("s", HANDED_IN, open, part(2, "55.5"), "wang-laoshi", AT));
        assertThat(one.events()).isEmpty();
        assertThat(MarkingRules.markPart("s", one.next(), open, part(2, "55.5"), "wang-laoshi", AT))
                .isInstanceOf(Decision.Unchanged.class);
        var both = accepted(MarkingRules.markPart("s", one.next(), open, part(1, "40"), "zhao-laoshi", AT));
        assertThat(((Submission.Marked) both.next()).latestRound().score()).isEqualTo(new BigDecimal("95.5"));
        assertThat(((SubmissionMarkedV1) both.events().getFirst()).score()).isEqualTo(new BigDecimal("95.5"));
        assertThat(slug(MarkingRules.markPart("s", both.next(), open, part(1, "1"), "zhao-laoshi", AT)))
                .isEqualTo("submission-not-waiting");
        assertThat(slug(MarkingRules.markPart("s", HANDED_IN, open, part(1, "40.5"), "zhao-laoshi", AT)))
                .isEqualTo("score-above-maximum");
        assertThat(slug(MarkingRules.markPart("s", HANDED_IN, open, part(3, "1"), "zhao-laoshi", AT)))
                .isEqualTo("no-such-part");
    }

    @Test
    void an_attempt_that_came_meanwhile_is_not_marked_unseen() {
        var open = Samples.withParts(OPEN, new Part("第 1 题", BigDecimal.valueOf(100)));
        var asked = new PartRequest(1L, 1L, BigDecimal.TEN, null);
        assertThat(slug(MarkingRules.markPart("s", HANDED_IN, open, asked, "wang-laoshi", AT)))
                .isEqualTo("attempt-moved");
    }

    @Test
    void questions_add_up_only_when_all_are_marked_each_once_and_never_for_what_is_only_in_order() {
        var open = Samples.withParts(
                OPEN, new Part("第 1 题", BigDecimal.valueOf(40)), new Part("第 2 题", BigDecimal.valueOf(60)));
        var one = accepted(MarkingRules.markPart("s", HANDED_IN, open, part(1, "3"), "wang-laoshi", AT))
                .next();
        var seen = accepted(MarkingRules.mark("s", one, open, MarkRequest.inOrder(), "zhao-laoshi", AT));
        assertThat(((SubmissionMarkedV1) seen.events().getFirst()).score()).isNull();
        assertThat(slug(MarkingRules.mark("s", HANDED_IN, open, byParts(score(1, "3")), "wang-laoshi", AT)))
                .isEqualTo("parts-missing");
        assertThat(slug(MarkingRules.mark(
                        "s", HANDED_IN, open, byParts(score(1, "3"), score(1, "4"), score(2, "1")), "wang-laoshi", AT)))
                .isEqualTo("part-twice");
        var both = accepted(MarkingRules.mark("s", one, open, byParts(score(2, "60")), "wang-laoshi", AT))
                .next();
        var corrected = accepted(MarkingRules.mark("s", both, open, byParts(score(1, "40")), "wang-laoshi", AT));
        assertThat(((Submission.Marked) corrected.next()).latestRound().score()).isEqualTo(new BigDecimal("100"));
        assertThat(slug(mark(HANDED_IN, asked(Outcome.COMPLETED, BigDecimal.ONE, null))))
                .isEqualTo("mark-not-asked");
    }

    @ParameterizedTest
    @CsvSource({"25, ", "26, comments-too-long"})
    void the_words_of_all_rounds_together_have_an_end(int rounds, String slug) {
        var text = "字".repeat(500);
        var signs = Collections.nCopies(
                rounds * 4 - 1, new Annotation("file-1", 1, AnnotationShape.PIN, List.of(1L, 1L), text, null));
        var asked = new MarkRequest(Outcome.MARKED, BigDecimal.TEN, null, "字".repeat(500), null, signs, null, null);
        assertThat(slug(mark(HANDED_IN, asked))).isEqualTo(slug);
    }

    private static MarkRequest byParts(PartScore... parts) {
        return new MarkRequest(null, null, null, null, null, null, List.of(parts), null);
    }

    private static PartScore score(long part, String score) {
        return new PartScore(part, new BigDecimal(score), null);
    }

    private static PartRequest part(long number, String score) {
        return new PartRequest(number, 2L, new BigDecimal(score), null);
    }

    private static MarkRequest asked(Outcome outcome, BigDecimal score, String level) {
        return new MarkRequest(outcome, score, level, "", null, null, null, null);
    }

    private static String slug(Decision<Submission> decision) {
        return decision instanceof Decision.Rejected<Submission>(var rejection) ? rejection.slug() : null;
    }

    private static Decision<Submission> mark(Submission current, MarkRequest asked) {
        return MarkingRules.mark("submission", current, OPEN, asked, "wang-laoshi", AT);
    }

    private static Decision<Submission> mark(Submission current, String score, String comment, String teacher) {
        var asked = new MarkRequest(null, new BigDecimal(score), null, comment, null, null, null, null);
        return MarkingRules.mark("submission", current, OPEN, asked, teacher, AT);
    }

    private static Decision.Accepted<Submission> accepted(Decision<Submission> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (Decision.Accepted<Submission>) decision;
    }
}
