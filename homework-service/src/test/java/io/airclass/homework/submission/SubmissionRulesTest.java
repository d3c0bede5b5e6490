package io.airclass.homework.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.homework.SubmissionReceivedV1;
import io.airclass.homework.assignment.Assignment;
import io.airclass.homework.assignment.Resubmission;
import io.airclass.homework.assignment.Samples;
import io.airclass.kit.decide.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionRulesTest {
    private static final Instant DUE = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant BEFORE = DUE.minusSeconds(3600);
    private static final List<String> WITHIN = List.of("root", "school", "class");
    private static final Assigned ASSIGNED = new Assigned("assignment", "class", "school", WITHIN, "xiaoming");
    private static final Assignment.Open OPEN =
            Samples.open(WITHIN, BEFORE.minusSeconds(3600), DUE, 30, Resubmission.UNTIL_MARKED);
    private static final HandedInFile PHOTO = new HandedInFile("file", "作业.jpg", "image/jpeg", 2000);

    @ParameterizedTest
    @CsvSource({"-1,false", "0,false", "1,true"})
    void work_is_late_after_the_instant_at_which_it_is_due(long millis, boolean late) {
        var handedIn = accepted(handIn(Optional.empty(), "答案", DUE.plusMillis(millis)));
        assertThat(handedIn.next().latest().late()).isEqualTo(late);
        assertThat(((SubmissionReceivedV1) handedIn.events().getFirst()).late()).isEqualTo(late);
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,true", "1,false"})
    void late_work_is_taken_until_the_grace_period_is_over(long millis, boolean taken) {
        var at = DUE.plus(Duration.ofMinutes(30)).plusMillis(millis);
        var decision = handIn(Optional.empty(), "答案", at);
        if (taken) {
            assertThat(accepted(decision).next().latest().late()).isTrue();
        } else {
            assertThat(slug(decision)).isEqualTo("submission-too-late");
        }
    }

    @Test
    void handing_in_again_keeps_the_earlier_attempt() {
        var first = accepted(handIn(Optional.empty(), "第一稿", BEFORE)).next();
        var second = accepted(handIn(Optional.of(first), "第二稿", BEFORE.plusSeconds(60)));
        assertThat(second.next().attempts()).extracting(Attempt::text).containsExactly("第一稿", "第二稿");
        assertThat(second.next().attempts()).extracting(Attempt::number).containsExactly(1L, 2L);
        assertThat(((SubmissionReceivedV1) second.events().getFirst()).attempt())
                .isEqualTo(2);
    }

    @Test
    void the_same_content_again_changes_nothing_even_after_the_time_is_over() {
        var first = accepted(handIn(Optional.empty(), "答案", BEFORE)).next();
        assertThat(handIn(Optional.of(first), "答案", DUE.plus(Duration.ofDays(9))))
                .isEqualTo(Decision.unchanged(first));
    }

    @Test
    void other_files_are_another_content() {
        var first = accepted(handIn(Optional.empty(), "答案", BEFORE)).next();
        var decision = SubmissionRules.handIn(Optional.of(first), ASSIGNED, OPEN, "答案", List.of(PHOTO), BEFORE);
        assertThat(accepted(decision).next().latest().files()).containsExactly(PHOTO);
    }

    @Test
    void what_was_marked_stays_as_it_was() {
        var first = accepted(handIn(Optional.empty(), "答案", BEFORE)).next();
        var marked = new Submission.Marked(ASSIGNED, first.attempts(), List.of());
        assertThat(slug(handIn(Optional.of(marked), "改过的答案", BEFORE))).isEqualTo("submission-marked");
    }

    @Test
    void nothing_at_all_is_no_homework_but_a_photo_alone_is() {
        assertThat(slug(handIn(Optional.empty(), " \n\t", BEFORE))).isEqualTo("submission-empty");
        accepted(SubmissionRules.handIn(Optional.empty(), ASSIGNED, OPEN, "", List.of(PHOTO), BEFORE));
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,false"})
    void the_number_of_attempts_has_an_end(int beyond, boolean taken) {
        var attempts = IntStream.rangeClosed(1, SubmissionRules.ATTEMPTS_MAX + beyond)
                .mapToObj(number -> new Attempt(number, "第 " + number + " 稿", List.of(), BEFORE, false))
                .toList();
        var decision =
                handIn(Optional.of(new Submission.HandedIn(ASSIGNED, attempts, List.of(), List.of())), "再交一次", BEFORE);
        assertThat(decision instanceof Decision.Accepted).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void a_correction_is_taken_until_its_own_time_keeps_what_was_said_and_is_not_late(long millis, boolean taken) {
        var first = accepted(handIn(Optional.empty(), "第一稿", BEFORE)).next();
        var until = DUE.plus(Duration.ofDays(3));
        var returned = new Submission.Returned(ASSIGNED, first.attempts(), List.of(round()), until);
        var decision = handIn(Optional.of(returned), "订正", until.plusMillis(millis));
        if (taken) {
            var next = accepted(decision).next();
            assertThat(next.latest().late()).isFalse();
            assertThat(next.rounds()).hasSize(1);
        } else {
            assertThat(slug(decision)).isEqualTo("submission-too-late");
        }
    }

    private static MarkingRound round() {
        return new MarkingRound(
                1, Outcome.RETURNED, null, null, null, "请订正", null, List.of(), List.of(), "wang-laoshi", BEFORE, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER, -1, resubmission-not-taken",
        "UNTIL_DUE, 0, ",
        "UNTIL_DUE, 1, resubmission-not-taken",
        "UNTIL_MARKED, 1, "
    })
    void how_often_it_may_be_handed_in_is_the_teachers_word(Resubmission rule, long millisAfterDue, String slug) {
        var open = Samples.open(WITHIN, BEFORE.minusSeconds(3600), DUE, 30, rule);
        var first = accepted(handIn(Optional.empty(), "第一稿", BEFORE)).next();
        var decision = SubmissionRules.handIn(
                Optional.of(first), ASSIGNED, open, "第二稿", List.of(), DUE.plusMillis(millisAfterDue));
        if (slug == null) {
            accepted(decision);
        } else {
            assertThat(slug(decision)).isEqualTo(slug);
        }
    }

    @Test
    void a_student_has_one_submission_to_an_assignment() {
        assertThat(SubmissionRules.id("a", "b")).isEqualTo(SubmissionRules.id("a", "b"));
        assertThat(SubmissionRules.id("a", "b")).isNotEqualTo(SubmissionRules.id("b", "a"));
    }

    private static Decision<Submission> handIn(Optional<Submission> current, String text, Instant at) {
        return SubmissionRules.handIn(current, ASSIGNED, OPEN, text, List.of(), at);
    }

    private static Decision.Accepted<Submission> accepted(Decision<Submission> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (Decision.Accepted<Submission>) decision;
    }

    private static String slug(Decision<Submission> decision) {
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        return ((Decision.Rejected<Submission>) decision).rejection().slug();
    }
}
