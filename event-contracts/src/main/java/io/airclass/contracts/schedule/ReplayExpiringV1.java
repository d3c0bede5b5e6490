package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A replay will be deleted soon.
 *
 * @param classIds the classes whose lesson it is; of more than 1,500 the first 1,500 in the order of their ids
 * @param within ids of the school and all above it, the root first
 */
@EventType(
        value = "io.airclass.schedule.replay-expiring.v1",
        topic = Topics.SCHEDULE,
        meaning = "A replay is deleted seven days from now.")
public record ReplayExpiringV1(
        String replayId,
        String lessonId,
        List<String> classIds,
        String schoolId,
        List<String> within,
        String teacherId,
        Instant expiresAt)
        implements ScheduleEvent {
    public ReplayExpiringV1 {
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
