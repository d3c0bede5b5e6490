package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A replay was deleted, and what was kept of it is gone.
 *
 * @param classIds the classes whose lesson it was; of more than 1,500 the first 1,500 in the order of their ids
 * @param within ids of the school and all above it, the root first
 * @param sha256 of the file, lower-case hexadecimal; absent for a recording at a provider
 * @param byPerson false where its time was over
 */
@EventType(value = "io.airclass.schedule.replay-deleted.v1", topic = Topics.SCHEDULE, meaning = "A replay was deleted.")
public record ReplayDeletedV1(
        String replayId,
        String lessonId,
        List<String> classIds,
        String schoolId,
        List<String> within,
        String teacherId,
        Instant deletedAt,
        @MayBeAbsent String sha256,
        boolean byPerson)
        implements ScheduleEvent {
    public ReplayDeletedV1 {
        required("replayId", replayId);
        required("lessonId", lessonId);
        classIds = listed(classIds);
        required("schoolId", schoolId);
        within = listed(within);
        required("teacherId", teacherId);
        required("deletedAt", deletedAt);
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
