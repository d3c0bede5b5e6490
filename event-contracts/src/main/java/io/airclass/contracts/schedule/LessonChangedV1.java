package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * One dated lesson is held otherwise than before, or not at all.
 *
 * @param changeId the same for both lessons of a swap
 * @param lessonId keeps naming the lesson wherever it is moved
 * @param holderId the class, group or broadcast in whose timetable it is
 * @param classIds the classes that take part; of more than 1,500 the first 1,500 in the order of their ids
 * @param within ids of the school and all above it, the root first
 * @param before absent where it was cancelled before
 * @param after absent where it is cancelled
 * @param changedBy who changed it
 */
@EventType(
        value = "io.airclass.schedule.lesson-changed.v1",
        topic = Topics.SCHEDULE,
        meaning = "A dated lesson was covered, moved, swapped, cancelled or restored.")
public record LessonChangedV1(
        String changeId,
        String lessonId,
        String holderId,
        List<String> classIds,
        String schoolId,
        List<String> within,
        LessonChangeKind kind,
        String subject,
        @MayBeAbsent LessonPlace before,
        @MayBeAbsent LessonPlace after,
        String changedBy)
        implements ScheduleEvent {
    public LessonChangedV1 {
        required("changeId", changeId);
        required("lessonId", lessonId);
        required("holderId", holderId);
        classIds = listed(classIds);
        required("schoolId", schoolId);
        within = listed(within);
        required("kind", kind);
        required("subject", subject);
        required("changedBy", changedBy);
    }

    @Override
    public String key() {
        return holderId;
    }

    @Override
    public String aggregateId() {
        return lessonId;
    }
}
