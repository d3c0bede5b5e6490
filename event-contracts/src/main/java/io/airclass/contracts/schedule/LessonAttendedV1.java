package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * What came of one class at a live lesson; sums only. Minutes are those of students before a screen of that sort, each moment of a student once.
 *
 * @param within ids of the class and all above it, the root first
 * @param enrolled students of the class when the lesson ended
 * @param joined students that were there at all
 * @param present students that were there for the share that counts as taking part
 * @param screenStudents students that were counted before a screen of a classroom
 */
@EventType(
        value = "io.airclass.schedule.lesson-attended.v1",
        topic = Topics.SCHEDULE,
        meaning = "The attendance of one class at a live lesson is summed up.")
public record LessonAttendedV1(
        String lessonId,
        String classId,
        String schoolId,
        List<String> within,
        @MayBeAbsent String subject,
        String teacherId,
        int enrolled,
        int joined,
        int present,
        int screenStudents,
        long minutesHandset,
        long minutesTablet,
        long minutesPc,
        long minutesTv,
        long minutesClassroom)
        implements ScheduleEvent {
    public LessonAttendedV1 {
        required("lessonId", lessonId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("teacherId", teacherId);
    }

    @Override
    public String key() {
        return classId;
    }

    @Override
    public String aggregateId() {
        return lessonId;
    }
}
