package io.airclass.homework.showcase;

import io.airclass.homework.submission.Submission;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.util.Optional;

/** Decides what becomes of excellent work. */
final class ShowcaseRules {
    private ShowcaseRules() {}

    /** Only what is marked; what is proposed or shown already stays so, what was declined may be asked for anew. */
    static Decision<Showcase> propose(Optional<Showcase> current, Submission submission, String teacherId, Instant at) {
        if (!(submission instanceof Submission.Marked)) {
            return Decision.rejected(Rejection.conflict("submission-not-marked"));
        }
        if (current.isPresent() && !(current.get() instanceof Showcase.Declined)) {
            return Decision.unchanged(current.get());
        }
        var assigned = submission.assigned();
        return Decision.accepted(new Showcase.Proposed(
                assigned.assignmentId(), assigned.classId(), assigned.studentId(), teacherId, at));
    }

    /** The author's word counts whenever it comes. */
    static Decision<Showcase> consent(Showcase current, boolean agrees, String by, Instant at) {
        return switch (current) {
            case Showcase.Shared shared when agrees -> Decision.unchanged(shared);
            case Showcase.Declined declined when !agrees -> Decision.unchanged(declined);
            case Showcase.Declined _ -> Decision.rejected(Rejection.conflict("showcase-not-proposed"));
            case Showcase _
            when agrees ->
                Decision.accepted(
                        new Showcase.Shared(current.assignmentId(), current.classId(), current.studentId(), by, at));
            case Showcase _ ->
                Decision.accepted(
                        new Showcase.Declined(current.assignmentId(), current.classId(), current.studentId(), by, at));
        };
    }
}
