package io.airclass.homework.assignment;

import io.airclass.contracts.Values;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.homework.access.Standing;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.InForce;
import io.airclass.policy.Kind;
import io.airclass.policy.Value;
import io.airclass.policy.Verdict;
import io.airclass.rosterview.PolicyRules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether an assignment may be opened. */
final class AssignmentRules {
    /** Longer than a school year. */
    static final int DUE_DAYS_MAX = 366;

    private static final Verdict NOTHING_TO_JUDGE = new Verdict.Allowed(Optional.empty(), Optional.empty());

    private AssignmentRules() {}

    /** @param policies what is in force for the class at {@code at} */
    static Decision<Assignment> open(
            NewAssignment asked, String id, Standing standing, InForce policies, String teacherId, Instant at) {
        if (!standing.teaches()) {
            return Decision.rejected(Rejection.forbidden("not-your-class"));
        }
        if (!asked.dueAt().isAfter(at) || asked.dueAt().isAfter(at.plus(Duration.ofDays(DUE_DAYS_MAX)))) {
            return Decision.rejected(
                    Rejection.ruleBroken("due-time-out-of-range").with("daysMax", DUE_DAYS_MAX));
        }
        var broken = againstPolicy(asked, policies);
        if (broken.isPresent()) {
            return Decision.rejected(broken.get());
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
                asked.written(),
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

    /** This one assignment alone against the limits of a class's day; one whose length is not said takes a minute at least. */
    private static Optional<Rejection> againstPolicy(NewAssignment asked, InForce policies) {
        var minutes = Value.of(Math.max(1, asked.expectedMinutes()));
        return Stream.of(
                        policies.judge(Kind.HOMEWORK_BY_PHONE, Value.of(asked.phoneRequired())),
                        asked.written() ? policies.judge(Kind.HOMEWORK_WRITTEN, minutes) : NOTHING_TO_JUDGE,
                        policies.judge(Kind.HOMEWORK, minutes))
                .map(PolicyRules::refusal)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
