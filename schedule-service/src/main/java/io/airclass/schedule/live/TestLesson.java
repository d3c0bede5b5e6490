package io.airclass.schedule.live;

import io.airclass.schedule.lesson.LessonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A lesson by which a school tries the platform with its teachers before it is used (R078); {@code _id} is the lesson's id.
 *
 * @param within ids of the school and all above it
 */
public record TestLesson(
        String schoolId, List<String> within, String teacherId, Instant startsAt, Instant endsAt, String plannedBy) {
    private static final String HOLDER = "test~";

    static LessonId id(String schoolId, LocalDate date, int period) {
        return new LessonId(HOLDER + schoolId, date, period);
    }

    /** No id of the roster has the character. */
    static boolean isTest(LessonId id) {
        return id.holderId().startsWith(HOLDER);
    }

    PlannedLesson planned(String lessonId) {
        return new PlannedLesson(
                lessonId,
                HOLDER + schoolId,
                schoolId,
                within,
                teacherId,
                null,
                startsAt,
                endsAt,
                List.of(),
                true,
                true,
                true,
                false);
    }
}
