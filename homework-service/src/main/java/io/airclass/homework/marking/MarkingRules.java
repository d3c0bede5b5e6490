package io.airclass.homework.marking;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Values;
import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.contracts.homework.SubmissionReturnedV1;
import io.airclass.homework.assignment.Assignment;
import io.airclass.homework.assignment.Task;
import io.airclass.homework.submission.Annotation;
import io.airclass.homework.submission.MarkingRound;
import io.airclass.homework.submission.Outcome;
import io.airclass.homework.submission.PartMark;
import io.airclass.homework.submission.Submission;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Decides whether a mark may be given. */
final class MarkingRules {
    static final int ROUNDS_MAX = 20;

    /** Numbers of all annotations of all rounds of one submission: with them a document stays well under a megabyte. */
    static final int NUMBERS_MAX = 20_000;

    /** Of all comments and annotations of all rounds of one submission. */
    static final int CHARS_MAX = 50_000;

    static final int CORRECTION_DAYS = 3;
    static final int CORRECTION_DAYS_MAX = 60;

    private MarkingRules() {}

    static Decision<Submission> mark(
            String submissionId,
            Submission current,
            Assignment.Published assignment,
            MarkRequest asked,
            String teacherId,
            Instant at) {
        var task = assignment.terms().task();
        var parts = parts(current, asked, teacherId);
        var round = round(current, task, asked, parts, teacherId, at);
        if (isSaid(current, round) && isUntil(current, asked)) {
            return Decision.unchanged(current);
        }
        return Stream.of(
                        parts.stream()
                                .map(part -> fault(task, part))
                                .flatMap(Optional::stream)
                                .findFirst(),
                        ofScore(task, asked, round),
                        ofWords(current, round),
                        ofAnnotations(current, asked.annotations()),
                        ofRounds(current),
                        ofCorrection(asked, at))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Decision::<Submission>rejected)
                .orElseGet(() -> accept(submissionId, current, assignment, round, until(asked, at)));
    }

    /** What was marked question by question, and what comes with the mark, which counts. */
    private static List<PartMark> parts(Submission current, MarkRequest asked, String teacherId) {
        if (asked.outcome() != Outcome.MARKED) {
            return List.of();
        }
        var known =
                switch (current) {
                    case Submission.HandedIn handedIn -> handedIn.parts();
                    case Submission.Marked marked -> marked.latestRound().parts();
                    case Submission.Returned _ -> List.<PartMark>of();
                };
        var given = asked.parts().stream().map(part -> part(part, teacherId)).toList();
        return Stream.concat(
                        known.stream().filter(part -> given.stream().noneMatch(other -> other.part() == part.part())),
                        given.stream())
                .sorted((one, other) -> Long.compare(one.part(), other.part()))
                .toList();
    }

    private static PartMark part(PartScore asked, String teacherId) {
        return new PartMark(asked.part(), Values.points("score", asked.score()), asked.comment(), teacherId);
    }

    private static MarkingRound round(
            Submission current, Task task, MarkRequest asked, List<PartMark> parts, String teacherId, Instant at) {
        var score = asked.score() != null || asked.outcome() != Outcome.MARKED || parts.isEmpty()
                ? asked.score()
                : sum(parts);
        return new MarkingRound(
                current.rounds().size() + 1L,
                asked.outcome(),
                score == null ? null : Values.points("score", score),
                score == null ? null : task.maxScore(),
                asked.level(),
                asked.comment(),
                asked.voiceFileId(),
                asked.annotations(),
                parts,
                teacherId,
                at,
                current.latest().number());
    }

    private static BigDecimal sum(List<PartMark> parts) {
        return parts.stream().map(PartMark::score).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The same teacher repeats what stands. */
    private static boolean isSaid(Submission current, MarkingRound round) {
        if (current instanceof Submission.HandedIn) {
            return false;
        }
        var last = current.rounds().getLast();
        return last.outcome() == round.outcome()
                && Objects.equals(last.score(), round.score())
                && Objects.equals(last.level(), round.level())
                && last.comment().equals(round.comment())
                && Objects.equals(last.voiceFileId(), round.voiceFileId())
                && last.annotations().equals(round.annotations())
                && (round.parts().isEmpty() || last.parts().equals(round.parts()))
                && last.markedBy().equals(round.markedBy());
    }

    private static boolean isUntil(Submission current, MarkRequest asked) {
        return asked.correctUntil() == null
                || !(current instanceof Submission.Returned returned)
                || returned.until().equals(asked.correctUntil().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Optional<Rejection> fault(Task task, PartMark part) {
        if (part.part() > task.parts().size()) {
            return Optional.of(Rejection.ruleBroken("no-such-part")
                    .with("parts", task.parts().size()));
        }
        var best = task.parts().get(Math.toIntExact(part.part()) - 1).maxScore();
        return part.score().compareTo(best) > 0 ? Optional.of(above(best)) : Optional.empty();
    }

    private static Rejection above(BigDecimal best) {
        return Rejection.ruleBroken("score-above-maximum").with("maxScore", best);
    }

    private static Optional<Rejection> ofScore(Task task, MarkRequest asked, MarkingRound round) {
        var outcome = asked.outcome();
        if (outcome != Outcome.MARKED
                && (round.score() != null
                        || round.level() != null
                        || !asked.parts().isEmpty())) {
            return Optional.of(Rejection.ruleBroken("mark-not-asked"));
        }
        if (asked.parts().stream().map(PartScore::part).distinct().count()
                < asked.parts().size()) {
            return Optional.of(Rejection.ruleBroken("part-twice"));
        }
        if (asked.score() == null
                && !round.parts().isEmpty()
                && round.parts().size() < task.parts().size()) {
            return Optional.of(Rejection.ruleBroken("parts-missing")
                    .with("parts", task.parts().size()));
        }
        if (round.score() != null && task.maxScore() == null) {
            return Optional.of(Rejection.ruleBroken("no-score-asked"));
        }
        if (round.score() != null && round.score().compareTo(task.maxScore()) > 0) {
            return Optional.of(above(task.maxScore()));
        }
        if (round.level() != null && !task.levels().contains(round.level())) {
            return Optional.of(Rejection.ruleBroken("no-such-level").with("levels", task.levels()));
        }
        return outcome == Outcome.MARKED && round.score() == null && round.level() == null
                ? Optional.of(Rejection.ruleBroken("mark-missing"))
                : Optional.empty();
    }

    private static Optional<Rejection> ofWords(Submission current, MarkingRound round) {
        int chars = Stream.concat(current.rounds().stream(), Stream.of(round))
                .mapToInt(MarkingRules::chars)
                .sum();
        return chars > CHARS_MAX
                ? Optional.of(Rejection.ruleBroken("comments-too-long").with("charsMax", CHARS_MAX))
                : Optional.empty();
    }

    private static int chars(MarkingRound round) {
        return round.comment().length()
                + round.parts().stream()
                        .mapToInt(part -> part.comment().length())
                        .sum()
                + round.annotations().stream()
                        .mapToInt(each -> each.text() == null ? 0 : each.text().length())
                        .sum();
    }

    private static Optional<Rejection> ofAnnotations(Submission current, List<Annotation> annotations) {
        var latest = current.latest();
        var misshapen = annotations.stream()
                .filter(each -> !each.shape().takes(each.points().size()))
                .findFirst();
        if (misshapen.isPresent()) {
            return Optional.of(Rejection.ruleBroken("annotation-misshapen")
                    .with("shape", misshapen.get().shape()));
        }
        if (annotations.stream().anyMatch(each -> latest.files().stream()
                .noneMatch(file -> file.id().equals(each.fileId())))) {
            return Optional.of(Rejection.ruleBroken("annotation-elsewhere"));
        }
        int numbers = Stream.concat(
                        current.rounds().stream().flatMap(round -> round.annotations().stream()), annotations.stream())
                .mapToInt(each -> each.points().size())
                .sum();
        return numbers > NUMBERS_MAX
                ? Optional.of(Rejection.ruleBroken("annotations-too-many").with("numbersMax", NUMBERS_MAX))
                : Optional.empty();
    }

    private static Optional<Rejection> ofRounds(Submission current) {
        return current.rounds().size() >= ROUNDS_MAX
                ? Optional.of(Rejection.ruleBroken("marking-rounds-exhausted").with("roundsMax", ROUNDS_MAX))
                : Optional.empty();
    }

    private static Optional<Rejection> ofCorrection(MarkRequest asked, Instant at) {
        var until = until(asked, at);
        return asked.outcome() == Outcome.RETURNED
                        && (!until.isAfter(at) || until.isAfter(at.plus(Duration.ofDays(CORRECTION_DAYS_MAX))))
                ? Optional.of(
                        Rejection.ruleBroken("correction-time-out-of-range").with("daysMax", CORRECTION_DAYS_MAX))
                : Optional.empty();
    }

    private static Instant until(MarkRequest asked, Instant at) {
        var until = asked.correctUntil() == null ? at.plus(Duration.ofDays(CORRECTION_DAYS)) : asked.correctUntil();
        return until.truncatedTo(ChronoUnit.MILLIS);
    }

    private static Decision<Submission> accept(
            String submissionId,
            Submission current,
            Assignment.Published assignment,
            MarkingRound round,
            Instant correctUntil) {
        var rounds = Stream.concat(current.rounds().stream(), Stream.of(round)).toList();
        return switch (round.outcome()) {
            case RETURNED ->
                Decision.accepted(
                        new Submission.Returned(current.assigned(), current.attempts(), rounds, correctUntil),
                        returned(submissionId, current, assignment, round, correctUntil));
            case MARKED, COMPLETED ->
                Decision.accepted(
                        new Submission.Marked(current.assigned(), current.attempts(), rounds),
                        marked(submissionId, current, assignment, round));
        };
    }

    private static PublishedEvent marked(
            String submissionId, Submission current, Assignment.Published assignment, MarkingRound round) {
        var assigned = current.assigned();
        return new SubmissionMarkedV1(
                assigned.assignmentId(),
                submissionId,
                assigned.classId(),
                assigned.schoolId(),
                assigned.within(),
                assigned.studentId(),
                round.score(),
                round.maxScore(),
                Math.toIntExact(round.number()),
                round.markedBy(),
                assignment.terms().task().title(),
                round.level());
    }

    private static PublishedEvent returned(
            String submissionId,
            Submission current,
            Assignment.Published assignment,
            MarkingRound round,
            Instant correctUntil) {
        var assigned = current.assigned();
        return new SubmissionReturnedV1(
                assigned.assignmentId(),
                submissionId,
                assigned.classId(),
                assigned.schoolId(),
                assigned.within(),
                assigned.studentId(),
                Math.toIntExact(round.number()),
                round.markedBy(),
                assignment.terms().task().title(),
                correctUntil);
    }

    /** One question of what waits to be marked; when it was the last one, all of it is marked with the sum. */
    static Decision<Submission> markPart(
            String submissionId,
            Submission current,
            Assignment.Published assignment,
            PartRequest asked,
            String teacherId,
            Instant at) {
        var task = assignment.terms().task();
        var given = part(PartScore.of(asked), teacherId);
        if (asked.attempt() != current.latest().number()) {
            return Decision.rejected(Rejection.conflict("attempt-moved")
                    .with("attempt", current.latest().number()));
        }
        if (!(current instanceof Submission.HandedIn handedIn)) {
            return current.rounds().getLast().parts().contains(given)
                    ? Decision.unchanged(current)
                    : Decision.rejected(Rejection.conflict("submission-not-waiting"));
        }
        var one = new MarkRequest(Outcome.MARKED, null, null, null, null, null, List.of(PartScore.of(asked)), null);
        var parts = parts(handedIn, one, teacherId);
        var fault = fault(task, given);
        if (fault.isPresent()) {
            return Decision.rejected(fault.get());
        }
        if (parts.equals(handedIn.parts())) {
            return Decision.unchanged(current);
        }
        boolean all = LongStream.rangeClosed(1, task.parts().size())
                .allMatch(number -> parts.stream().anyMatch(part -> part.part() == number));
        return all
                ? mark(submissionId, current, assignment, one, teacherId, at)
                : Decision.accepted(
                        new Submission.HandedIn(handedIn.assigned(), handedIn.attempts(), handedIn.rounds(), parts));
    }
}
