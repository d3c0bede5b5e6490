package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * Lessons of a broadcast lie at times at which classes that receive it have lessons of their own; what was published last made it so. It is
 * nobody's fault and refused to nobody: both sides are told.
 *
 * @param orgId of the bureau or live school that gives the broadcast
 * @param within ids of all ancestors of the broadcast, the root first, the broadcast last
 * @param classIds of the classes that have such lessons, at most 1,000
 * @param publishedId of the broadcast, or of the one class, whose timetable was published
 * @param versionNumber of that timetable
 */
@EventType(
        value = "io.airclass.schedule.broadcast-clashed.v1",
        topic = Topics.SCHEDULE,
        meaning = "Lessons of a broadcast clash with lessons of classes that receive it.")
public record BroadcastClashedV1(
        String broadcastId,
        String orgId,
        List<String> within,
        List<String> classIds,
        String publishedId,
        int versionNumber)
        implements ScheduleEvent {
    public BroadcastClashedV1 {
        required("broadcastId", broadcastId);
        required("orgId", orgId);
        within = listed(within);
        classIds = listed(classIds);
        required("publishedId", publishedId);
    }

    @Override
    public String key() {
        return broadcastId;
    }

    @Override
    public String aggregateId() {
        return broadcastId;
    }
}
