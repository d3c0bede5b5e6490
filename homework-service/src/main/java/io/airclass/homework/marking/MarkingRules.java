package io.airclass.homework.marking;

import io.airclass.contracts.Values;
import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.homework.assignment.Assignment;
import io.airclass.homework.submission.MarkingRound;
import io.airclass.homework.submission.Submission;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.util.stream.Stream;

/** Decides whether a mark may be given. */
final class MarkingRules {
    static final int ROUNDS_MAX = 20;

    private MarkingRules() {}

    static Decision<Submission> mark(
            String submissionId,
            Submission current,
            Assignment.Published assignment,
            MarkRequest asked,
            String teacherId,
            Instant at) {
        if (asked.score().compareTo(assignment.terms().task().maxScore()) > 0) {
            return Decision.rejected(Rejection.ruleBroken("score-above-maximum")
                    .with("maxScore", assignment.terms().task().maxScore()));
        }
        if (current instanceof Submission.Marked marked && says(marked.latestRound(), asked, teacherId)) {
            return Decision.unchanged(current);
        }
        if (current.rounds().size() >= ROUNDS_MAX) {
            return Decision.rejected(
                    Rejection.ruleBroken("marking-rounds-exhausted").with("roundsMax", ROUNDS_MAX));
        }
        var round = new MarkingRound(
                current.rounds().size() + 1L,
                Values.points("score", asked.score()),
                assignment.terms().task().maxScore(),
                asked.comment(),
                teacherId,
                at,
                current.latest().number());
        return accept(submissionId, current, assignment, round);
    }

    private static boolean says(MarkingRound round, MarkRequest asked, String teacherId) {
        return round.score().compareTo(asked.score()) == 0
                && round.comment().equals(asked.comment())
                && round.markedBy().equals(teacherId);
    }

    private static Decision<Submission> accept(
            String submissionId, Submission current, Assignment.Published assignment, MarkingRound round) {
        var assigned = current.assigned();
        return Decision.accepted(
                new Submission.Marked(
                        assigned,
                        current.attempts(),
                        Stream.concat(current.rounds().stream(), Stream.of(round))
                                .toList()),
                new SubmissionMarkedV1(
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
                        assignment.terms().task().title()));
    }
}
