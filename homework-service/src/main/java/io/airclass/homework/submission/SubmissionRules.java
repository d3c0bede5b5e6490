package io.airclass.homework.submission;

import io.airclass.contracts.homework.SubmissionReceivedV1;
import io.airclass.homework.assignment.Assignment;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
            Assignment assignment,
            String text,
            List<HandedInFile> files,
            Instant at) {
        if (current.isPresent() && current.get().latest().hasSameContent(text, files)) {
            return Decision.unchanged(current.get());
        }
        var earlier = current.map(Submission::attempts).orElse(List.of());
        return switch (assignment) {
            case Assignment.Open open
            when !open.takes(at) ->
                Decision.rejected(Rejection.ruleBroken("submission-too-late").with("takenUntil", open.takenUntil()));
            case Assignment.Open _
            when current.isPresent() && current.get() instanceof Submission.Marked ->
                Decision.rejected(Rejection.conflict("submission-marked"));
            case Assignment.Open _
            when text.isBlank() && files.isEmpty() -> Decision.rejected(Rejection.ruleBroken("submission-empty"));
            case Assignment.Open _
            when earlier.size() >= ATTEMPTS_MAX ->
                Decision.rejected(Rejection.ruleBroken("attempts-exhausted").with("attemptsMax", ATTEMPTS_MAX));
            case Assignment.Open open ->
                accept(assigned, earlier, new Attempt(earlier.size() + 1L, text, files, at, open.isLate(at)));
        };
    }

    private static Decision<Submission> accept(Assigned assigned, List<Attempt> earlier, Attempt attempt) {
        return Decision.accepted(
                new Submission.HandedIn(
                        assigned,
                        Stream.concat(earlier.stream(), Stream.of(attempt)).toList()),
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
