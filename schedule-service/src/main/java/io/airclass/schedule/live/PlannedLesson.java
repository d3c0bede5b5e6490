package io.airclass.schedule.live;

import io.airclass.contracts.MayBeAbsent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A lesson as it is planned.
 *
 * @param lessonId written as {@link io.airclass.schedule.lesson.LessonId} says
 * @param holderId the class, group or broadcast in whose timetable it is
 * @param within ids of the school and all above it, the root first
 * @param teacherId who gives it, the substitute where there is one
 * @param classIds the classes that take part, the own and the receiving; none in a lesson for trying
 * @param test whether it is for trying the platform (R078)
 * @param live whether it is held live
 * @param approved whether its content was reviewed and approved
 */
public record PlannedLesson(
        String lessonId,
        String holderId,
        String schoolId,
        List<String> within,
        String teacherId,
        @MayBeAbsent String subject,
        Instant startsAt,
        Instant endsAt,
        List<String> classIds,
        boolean test,
        boolean live,
        boolean approved,
        boolean cancelled) {
    public PlannedLesson {
        within = List.copyOf(within);
        classIds = List.copyOf(classIds);
    }

    /** Whether the classes that take part receive it from somebody else's timetable. */
    public boolean isBroadcast() {
        return !test && !classIds.contains(holderId);
    }

    Duration length() {
        return Duration.between(startsAt, endsAt);
    }
}
