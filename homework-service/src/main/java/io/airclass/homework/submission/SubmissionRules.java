package io.airclass.homework.submission;

import io.airclass.contracts.homework.SubmissionReceivedV1;
import io.airclass.homework.assignment.Assignment;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Decides whether work may be handed in, and whether it is late. */
final class SubmissionRules {
    static final int ATTEMPTS_MAX = 20;

    private SubmissionRules() {}

    /** The id of a student's one submission to an assignment. */
    static String id(String assignmentId, String studentId) {
        return Ids.from("submission", assignmentId, studentId);
    }

    static Decision<Submission> handIn(
            Optional<Submission> current,
            Assigned assigned,
            Assignment.Published assignment,
            String text,
            List<HandedInFile> files,
            Instant at) {
        if (current.isPresent() && current.get().latest().hasSameContent(text, files)) {
            return Decision.unchanged(current.get());
        }
        boolean late = assignment.isLate(at) && !(current.orElse(null) instanceof Submission.Returned);
        return refusal(current, assignment, text.isBlank() && files.isEmpty(), at)
                .map(Decision::<Submission>rejected)
                .orElseGet(() -> accept(
                        assigned,
                        current.map(Submission::attempts).orElse(List.of()),
                        current.map(Submission::rounds).orElse(List.of()),
                        number -> new Attempt(number, text, files, at, late)));
    }

    private static Optional<Rejection> refusal(
            Optional<Submission> current, Assignment.Published assignment, boolean empty, Instant at) {
        if (assignment instanceof Assignment.Withdrawn) {
            return Optional.of(Rejection.conflict("assignment-withdrawn"));
        }
        var takenUntil = takenUntil(current, assignment);
        if (at.isAfter(takenUntil)) {
            return Optional.of(Rejection.ruleBroken("submission-too-late").with("takenUntil", takenUntil));
        }
        if (empty) {
            return Optional.of(Rejection.ruleBroken("submission-empty"));
        }
        return current.flatMap(known -> again(known, assignment, at));
    }

    /** Who was asked for a correction has the time that the teacher gave, if that is more. */
    private static Instant takenUntil(Optional<Submission> current, Assignment.Published assignment) {
        var ofAll = assignment.takenUntil();
        return current.isPresent()
                        && current.get() instanceof Submission.Returned returned
                        && returned.until().isAfter(ofAll)
                ? returned.until()
                : ofAll;
    }

    private static Optional<Rejection> again(Submission known, Assignment.Published assignment, Instant at) {
        if (known instanceof Submission.Marked) {
            return Optional.of(Rejection.conflict("submission-marked"));
        }
        boolean allowed = known instanceof Submission.Returned
                || switch (assignment.terms().task().resubmission()) {
                    case NEVER -> false;
                    case UNTIL_DUE -> !assignment.isLate(at);
                    case UNTIL_MARKED -> true;
                };
        if (!allowed) {
            return Optional.of(Rejection.conflict("resubmission-not-taken"));
        }
        return known.attempts().size() >= ATTEMPTS_MAX
                ? Optional.of(Rejection.ruleBroken("attempts-exhausted").with("attemptsMax", ATTEMPTS_MAX))
                : Optional.empty();
    }

    private static Decision<Submission> accept(
            Assigned assigned, List<Attempt> earlier, List<MarkingRound> rounds, LongFunction<Attempt> numbered) {
        var attempt = numbered.apply(earlier.size() + 1L);
        return Decision.accepted(
                new Submission.HandedIn(
                        assigned,
                        Stream.concat(earlier.stream(), Stream.of(attempt)).toList(),
                        rounds,
                        List.of()),
                new SubmissionReceivedV1(
                        assigned.assignmentId(),
                        id(assigned.assignmentId(), assigned.studentId()),
                        assigned.classId(),
                        assigned.schoolId(),
                        assigned.within(),
                        assigned.studentId(),
                        Math.toIntExact(attempt.number()),
                        attempt.late(),
                        attempt.receivedAt()));
    }
}
