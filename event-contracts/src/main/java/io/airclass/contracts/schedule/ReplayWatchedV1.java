package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * A student began to watch a replay; told once for a student and a replay.
 *
 * @param classId with which the student had the lesson
 * @param within ids of the school that gave the lesson and all above it, the root first
 */
@EventType(
        value = "io.airclass.schedule.replay-watched.v1",
        topic = Topics.SCHEDULE,
        meaning = "A student began to watch a replay, for the first time.")
public record ReplayWatchedV1(String lessonId, String replayId, String classId, String schoolId, List<String> within)
        implements ScheduleEvent {
    public ReplayWatchedV1 {
        required("lessonId", lessonId);
        required("replayId", replayId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
    }

    @Override
    public String key() {
        return classId;
    }

    @Override
    public String aggregateId() {
        return replayId;
    }
}
