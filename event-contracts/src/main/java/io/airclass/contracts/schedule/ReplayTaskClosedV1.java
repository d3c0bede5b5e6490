package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * A student who missed a lesson has watched enough of its replay.
 *
 * @param within ids of the class and all above it, the root first
 * @param percentWatched of the replay, each second once
 */
@EventType(
        value = "io.airclass.schedule.replay-task-closed.v1",
        topic = Topics.SCHEDULE,
        meaning = "A student who missed a lesson has watched its replay.")
public record ReplayTaskClosedV1(
        String lessonId,
        String replayId,
        String classId,
        String schoolId,
        List<String> within,
        String studentId,
        int percentWatched)
        implements ScheduleEvent {
    public ReplayTaskClosedV1 {
        required("lessonId", lessonId);
        required("replayId", replayId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("studentId", studentId);
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
