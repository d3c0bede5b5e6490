package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A live lesson began.
 *
 * @param holderId the class, group or broadcast in whose timetable it is
 * @param classIds the classes that take part; of more than 1,500 the first 1,500 in the order of their ids
 * @param within ids of the school and all above it, the root first
 * @param test whether it is for trying the platform
 * @param secondsLate how much after its time; 0 in time
 */
@EventType(value = "io.airclass.schedule.lesson-started.v1", topic = Topics.SCHEDULE, meaning = "A live lesson began.")
public record LessonStartedV1(
        String lessonId,
        String holderId,
        List<String> classIds,
        String schoolId,
        List<String> within,
        @MayBeAbsent String subject,
        String teacherId,
        boolean test,
        Instant plannedStart,
        Instant startedAt,
        long secondsLate)
        implements ScheduleEvent {
    public LessonStartedV1 {
        required("lessonId", lessonId);
        required("holderId", holderId);
        classIds = listed(classIds);
        required("schoolId", schoolId);
        within = listed(within);
        required("teacherId", teacherId);
        required("plannedStart", plannedStart);
        required("startedAt", startedAt);
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
