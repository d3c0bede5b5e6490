package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * The lessons of a broadcast (县级课、联盟课) are known to the classes that receive it. Those are the classes of its stage and grades in one
 * organisation, those that are named here, or both.
 *
 * @param orgId of the bureau or live school that gives it
 * @param within ids of all ancestors, the root first, the broadcast last
 * @param everyClassOf id of the organisation whose every class of the stage and grades receives it; absent where no class does so by itself
 * @param classIds of the classes that their schools put in, at most 1,000
 * @param effectiveFrom the first day on which this version holds
 * @param versionNumber counts the publications of the broadcast, from 1
 */
@EventType(
        value = "io.airclass.schedule.broadcast-published.v1",
        topic = Topics.SCHEDULE,
        meaning = "The lessons of a broadcast are published to the classes that receive it.")
public record BroadcastPublishedV1(
        String broadcastId,
        String orgId,
        List<String> within,
        String subject,
        Stage stage,
        List<Integer> grades,
        @MayBeAbsent String everyClassOf,
        List<String> classIds,
        LocalDate effectiveFrom,
        int versionNumber)
        implements ScheduleEvent {
    public BroadcastPublishedV1 {
        required("broadcastId", broadcastId);
        required("orgId", orgId);
        within = listed(within);
        required("subject", subject);
        required("stage", stage);
        grades = listed(grades);
        classIds = listed(classIds);
        required("effectiveFrom", effectiveFrom);
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
