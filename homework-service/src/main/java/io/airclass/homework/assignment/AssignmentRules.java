package io.airclass.homework.assignment;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.homework.AssignmentChangedV1;
import io.airclass.contracts.homework.AssignmentClosedV1;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.contracts.homework.AssignmentWithdrawnV1;
import io.airclass.contracts.homework.HomeworkMissingV1;
import io.airclass.homework.access.Standing;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides what becomes of homework: written, published, opened, extended, closed, withdrawn. */
final class AssignmentRules {
    private static final Duration REMIND_BEFORE_DUE = Duration.ofHours(2);
    private static final Duration REMIND_AFTER_OPENING = Duration.ofMinutes(30);

    /** Nobody is reminded before it, nor after {@link #EVENING}. */
    private static final LocalTime DAY_BEGINS = LocalTime.of(7, 0);

    private static final LocalTime EVENING = LocalTime.of(19, 0);

    private AssignmentRules() {}

    /**
     * What a person who has to do with one of its classes is to this homework: students and guardians see it once it is open, and where they or their
     * children have it to do.
     */
    static Standing concerned(Assignment.Published known, Standing standing, String personId) {
        boolean shown =
                switch (known) {
                    case Assignment.Scheduled _ -> false;
                    case Assignment.Withdrawn withdrawn -> withdrawn.shown();
                    case Assignment.Open _, Assignment.Closed _ -> true;
                };
        var target = known.terms().target(standing.schoolClass().id()).filter(_ -> shown);
        return new Standing(
                standing.schoolClass(),
                standing.teaches(),
                standing.learns() && target.filter(each -> each.means(personId)).isPresent(),
                standing.oversees(),
                standing.childIds().stream()
                        .filter(child ->
                                target.filter(each -> each.means(child)).isPresent())
                        .collect(Collectors.toSet()));
    }

    /** What does not fit was judged before. */
    static Assignment.Draft draft(NewAssignment asked, String teacherId, Instant at) {
        return new Assignment.Draft(teacherId, due(asked), asked, 1, at);
    }

    static Decision<Assignment> change(Assignment current, NewAssignment asked, Instant at) {
        return switch (current) {
            case Assignment.Draft draft when draft.asked().equals(asked) -> Decision.unchanged(draft);
            case Assignment.Draft draft -> Decision.accepted(draft.next(asked, at));
            case Assignment.Published _ -> Decision.rejected(Rejection.conflict("assignment-published"));
        };
    }

    private static Instant due(NewAssignment asked) {
        return asked.dueAt().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * After its minutes are held. A draft that another attempt has overtaken is never asked: it is not the version that was held for.
     *
     * @param opensAt not after the moment where it opens at once
     */
    static Decision<Assignment> publish(
            String id, Assignment.Draft draft, Terms terms, Instant opensAt, Instant at, ZoneId zone) {
        var dueAt = due(draft.asked());
        if (opensAt.isAfter(at)) {
            return Decision.accepted(new Assignment.Scheduled(draft.teacherId(), dueAt, terms, opensAt, opensAt));
        }
        return opened(id, draft.teacherId(), dueAt, terms, at, zone);
    }

    private static Decision<Assignment> opened(
            String id, String teacherId, Instant dueAt, Terms terms, Instant opensAt, ZoneId zone) {
        var open = open(teacherId, dueAt, terms, opensAt, opensAt, zone);
        return new Decision.Accepted<>(open, ofEach(terms, target -> opened(id, open, target)));
    }

    /** @param at from when somebody may be reminded */
    private static Assignment.Open open(
            String teacherId, Instant dueAt, Terms terms, Instant opensAt, Instant at, ZoneId zone) {
        var remindAt = remindAt(dueAt, zone);
        boolean reminds = remindAt.isAfter(at.plus(REMIND_AFTER_OPENING));
        return new Assignment.Open(
                teacherId, dueAt, terms, opensAt, !reminds, reminds ? remindAt : closesAt(terms, dueAt));
    }

    private static Instant closesAt(Terms terms, Instant dueAt) {
        return terms.takenUntil(dueAt).plusMillis(1);
    }

    /** Two hours before it is due, or on the evening before where that would be at night. */
    static Instant remindAt(Instant dueAt, ZoneId zone) {
        var before = dueAt.minus(REMIND_BEFORE_DUE).atZone(zone);
        var time = before.toLocalTime();
        if (!time.isBefore(DAY_BEGINS) && !time.isAfter(EVENING)) {
            return before.toInstant();
        }
        var day = time.isBefore(DAY_BEGINS) ? before.toLocalDate().minusDays(1) : before.toLocalDate();
        return day.atTime(EVENING).atZone(zone).toInstant();
    }

    /**
     * Those who have not handed in are reminded, once.
     *
     * @param missing who has not handed in, by the class
     */
    static Decision<Assignment> remind(String id, Assignment current, Map<String, List<String>> missing, Instant at) {
        if (!(current instanceof Assignment.Open open) || !open.remindsAt(at)) {
            return Decision.unchanged(current);
        }
        return new Decision.Accepted<>(
                reminded(open),
                open.terms().targets().stream()
                        .filter(target -> !missing.getOrDefault(target.classId(), List.of())
                                .isEmpty())
                        .map(target -> missing(id, open, target, missing.get(target.classId())))
                        .toList());
    }

    private static Assignment.Open reminded(Assignment.Open open) {
        return new Assignment.Open(
                open.teacherId(),
                open.dueAt(),
                open.terms(),
                open.opensAt(),
                true,
                closesAt(open.terms(), open.dueAt()));
    }

    private static PublishedEvent missing(String id, Assignment.Open open, Target target, List<String> studentIds) {
        return new HomeworkMissingV1(
                id, target.classId(), target.schoolId(), target.within(), open.dueAt(), studentIds);
    }

    private static List<PublishedEvent> ofEach(Terms terms, Function<Target, PublishedEvent> event) {
        return terms.targets().stream().map(event).toList();
    }

    private static PublishedEvent opened(String id, Assignment.Open open, Target target) {
        var task = open.terms().task();
        return new AssignmentOpenedV1(
                id,
                target.classId(),
                target.schoolId(),
                target.within(),
                task.subject(),
                task.title(),
                open.dueAt(),
                open.teacherId(),
                target.studentIds());
    }

    /** What the clock brings: it opens, it closes. */
    static Decision<Assignment> atItsTime(String id, Assignment current, Instant at, ZoneId zone) {
        return switch (current) {
            case Assignment.Scheduled scheduled
            when !scheduled.wakeAt().isAfter(at) ->
                opened(id, scheduled.teacherId(), scheduled.dueAt(), scheduled.terms(), scheduled.opensAt(), zone);
            case Assignment.Open open
            when !open.reminded() && open.isLate(at) && open.takes(at) ->
                // nobody is reminded of what is late already
                Decision.accepted(reminded(open));
            case Assignment.Open open
            when !open.takes(at) ->
                new Decision.Accepted<>(
                        new Assignment.Closed(
                                open.teacherId(), open.dueAt(), open.terms(), open.opensAt(), open.takenUntil()),
                        ofEach(open.terms(), target -> closed(id, open, target)));
            default -> Decision.unchanged(current);
        };
    }

    private static PublishedEvent closed(String id, Assignment.Open open, Target target) {
        return new AssignmentClosedV1(
                id, target.classId(), target.schoolId(), target.within(), open.takenUntil(), target.studentIds());
    }

    /** Later only: nobody's time is cut. */
    static Decision<Assignment> extend(String id, Assignment current, Instant dueAt, Instant at, ZoneId zone) {
        var until = dueAt.truncatedTo(ChronoUnit.MILLIS);
        if (until.isAfter(at.plus(Duration.ofDays(TaskRules.DUE_DAYS_MAX)))) {
            return Decision.rejected(
                    Rejection.ruleBroken("due-time-out-of-range").with("daysMax", TaskRules.DUE_DAYS_MAX));
        }
        return switch (current) {
            case Assignment.Draft _ -> Decision.rejected(Rejection.conflict("assignment-not-published"));
            case Assignment.Withdrawn _ -> Decision.rejected(Rejection.conflict("assignment-withdrawn"));
            case Assignment.Published known when known.dueAt().equals(until) -> Decision.unchanged(known);
            case Assignment.Published known
            when until.isBefore(known.dueAt()) || !until.isAfter(at) ->
                Decision.rejected(Rejection.ruleBroken("due-time-earlier")
                        .with("dueAt", known.dueAt().toString()));
            case Assignment.Scheduled scheduled ->
                Decision.accepted(new Assignment.Scheduled(
                        scheduled.teacherId(), until, scheduled.terms(), scheduled.opensAt(), scheduled.wakeAt()));
            case Assignment.Published known ->
                new Decision.Accepted<>(
                        open(known.teacherId(), until, known.terms(), known.opensAt(), at, zone),
                        ofEach(known.terms(), target -> extended(id, known, until, target)));
        };
    }

    private static PublishedEvent extended(String id, Assignment.Published known, Instant until, Target target) {
        return new AssignmentChangedV1(
                id,
                target.classId(),
                target.schoolId(),
                target.within(),
                known.terms().task().subject(),
                known.terms().task().title(),
                known.dueAt(),
                until,
                target.studentIds());
    }

    static Decision<Assignment> withdraw(String id, Assignment current, String by, String reason, Instant at) {
        return switch (current) {
            case Assignment.Draft _ -> Decision.rejected(Rejection.conflict("assignment-not-published"));
            case Assignment.Withdrawn withdrawn -> Decision.unchanged(withdrawn);
            case Assignment.Published known -> {
                boolean shown = !(known instanceof Assignment.Scheduled);
                yield new Decision.Accepted<>(
                        new Assignment.Withdrawn(
                                known.teacherId(),
                                known.dueAt(),
                                known.terms(),
                                known.opensAt(),
                                shown,
                                by,
                                reason,
                                at,
                                at),
                        shown ? ofEach(known.terms(), target -> withdrawn(id, known, target)) : List.of());
            }
        };
    }

    private static PublishedEvent withdrawn(String id, Assignment.Published known, Target target) {
        return new AssignmentWithdrawnV1(
                id,
                target.classId(),
                target.schoolId(),
                target.within(),
                known.terms().task().subject(),
                known.terms().task().title(),
                target.studentIds());
    }
}
