package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A replay (回放) can be watched.
 *
 * @param classIds the classes whose lesson it is; of more than 1,500 the first 1,500 in the order of their ids
 * @param within ids of the school and all above it, the root first
 * @param expiresAt when it is deleted, if nobody pins it
 */
@EventType(
        value = "io.airclass.schedule.replay-ready.v1",
        topic = Topics.SCHEDULE,
        meaning = "A replay can be watched.")
public record ReplayReadyV1(
        String replayId,
        String lessonId,
        List<String> classIds,
        String schoolId,
        List<String> within,
        String teacherId,
        Instant expiresAt)
        implements ScheduleEvent {
    public ReplayReadyV1 {
        required("replayId", replayId);
        required("lessonId", lessonId);
        classIds = listed(classIds);
        required("schoolId", schoolId);
        within = listed(within);
        required("teacherId", teacherId);
        required("expiresAt", expiresAt);
    }

    @Override
    public String key() {
        return lessonId;
    }

    @Override
    public String aggregateId() {
        return replayId;
    }
}
