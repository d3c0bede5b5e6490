package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * A school takes a class out of a broadcast, or lets it receive it again. The reason is text of the school and is not told.
 *
 * @param within ids of the school and all above it, the root first
 * @param orgId of the bureau or live school that gives the broadcast
 * @param out whether the class is out from that day on
 * @param from the first day on which it is so
 * @param by who decided it
 */
@EventType(
        value = "io.airclass.schedule.broadcast-opt-out.v1",
        topic = Topics.SCHEDULE,
        meaning = "A school took a class out of a broadcast, or back in.")
public record BroadcastOptOutV1(
        String broadcastId,
        String orgId,
        String classId,
        String schoolId,
        List<String> within,
        boolean out,
        LocalDate from,
        String by)
        implements ScheduleEvent {
    public BroadcastOptOutV1 {
        required("broadcastId", broadcastId);
        required("orgId", orgId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("from", from);
        required("by", by);
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
