package io.airclass.schedule.broadcast.pack;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.broadcast.pack.Tutoring.Done;
import io.airclass.schedule.broadcast.pack.Tutoring.Planned;
import io.airclass.schedule.broadcast.pack.Tutoring.Slot;
import io.airclass.schedule.live.PlannedLesson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When tutoring follows a central lesson, and what becomes of it. */
final class TutoringRules {
    /** After the lesson; later it is no more about it. */
    static final Duration WITHIN = Duration.ofDays(14);

    static final Duration LENGTH_MAX = Duration.ofHours(2);
    static final int PLACE_CHARS_MAX = 40;
    static final int STUDENTS_MAX = 500;

    private TutoringRules() {}

    /** Who teaches the class, and who changes its timetable. */
    static boolean mayPlan(Caller caller, SchoolClass schoolClass) {
        return schoolClass.isTaughtBy(caller.personId()) || AccessRules.mayChange(caller, schoolClass);
    }

    /** Who holds it, teaches or heads the class. */
    static boolean mayComplete(Caller caller, SchoolClass schoolClass, Tutoring tutoring) {
        return caller.is(tutoring.slot().teacherId())
                || schoolClass.isTaughtBy(caller.personId())
                || schoolClass.isHeadedBy(caller.personId());
    }

    /** A time after the lesson; what was held is not planned anew. */
    static Decision<Tutoring> plan(
            Optional<Tutoring> current, PlannedLesson lesson, String classId, Slot slot, String by, Instant at) {
        if (current.filter(Done.class::isInstance).isPresent()) {
            return Decision.rejected(Rejection.conflict("tutoring-done"));
        }
        if (current.filter(there -> there.slot().equals(slot)).isPresent()) {
            return Decision.unchanged(current.get());
        }
        boolean fits = slot.startsAt().isBefore(slot.endsAt())
                && Duration.between(slot.startsAt(), slot.endsAt()).compareTo(LENGTH_MAX) <= 0
                && !slot.startsAt().isBefore(lesson.endsAt())
                && !slot.endsAt().isAfter(lesson.endsAt().plus(WITHIN));
        return fits
                ? Decision.accepted(new Planned(lesson.lessonId(), classId, slot, by, at))
                : Decision.rejected(Rejection.ruleBroken("tutoring-time-unfit")
                        .with("lessonEndsAt", lesson.endsAt())
                        .with("daysMax", WITHIN.toDays())
                        .with("minutesMax", LENGTH_MAX.toMinutes()));
    }

    /** Once it has begun it may be said to be held; again it stays as it was. */
    static Decision<Tutoring> complete(Tutoring current, Integer students, String by, Instant at) {
        return switch (current) {
            case Done done -> Decision.unchanged(done);
            case Planned planned
            when at.isBefore(planned.slot().startsAt()) ->
                Decision.rejected(Rejection.conflict("tutoring-too-early")
                        .with("startsAt", planned.slot().startsAt()));
            case Planned planned ->
                Decision.accepted(new Done(planned.lessonId(), planned.classId(), planned.slot(), students, by, at));
        };
    }
}
