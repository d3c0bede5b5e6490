package io.airclass.homework.assignment;

import io.airclass.contracts.Values;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.homework.access.Standing;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Decides whether an assignment may be opened. */
final class AssignmentRules {
    /** Longer than a school year. */
    static final int DUE_DAYS_MAX = 366;

    private AssignmentRules() {}

    static Decision<Assignment> open(NewAssignment asked, String id, Standing standing, String teacherId, Instant at) {
        if (!standing.teaches()) {
            return Decision.rejected(Rejection.forbidden("not-your-class"));
        }
        if (!asked.dueAt().isAfter(at) || asked.dueAt().isAfter(at.plus(Duration.ofDays(DUE_DAYS_MAX)))) {
            return Decision.rejected(
                    Rejection.ruleBroken("due-time-out-of-range").with("daysMax", DUE_DAYS_MAX));
        }
        var schoolClass = standing.schoolClass();
        var open = new Assignment.Open(
                schoolClass.id(),
                schoolClass.schoolId(),
                schoolClass.within(),
                asked.subject().strip(),
                asked.title().strip(),
                asked.text(),
                asked.dueAt().truncatedTo(ChronoUnit.MILLIS),
                asked.graceMinutes(),
                asked.expectedMinutes(),
                Values.points("maxScore", asked.maxScore()),
                teacherId,
                at);
        return Decision.accepted(
                open,
                new AssignmentOpenedV1(
                        id,
                        open.classId(),
                        open.schoolId(),
                        open.within(),
                        open.subject(),
                        open.title(),
                        open.dueAt(),
                        teacherId));
    }
}
