package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * An organisation filed something, for the first time or anew.
 *
 * @param orgId whose filing it is
 * @param within ids of the organisation and all above it, the root first
 * @param week the Monday of the week whose timetables are filed; absent for a plan
 * @param number counts what it filed here, from 1
 * @param late whether it came after the day by which it was due
 * @param complete whether nothing that belongs to it is missing
 * @param receiverIds the organisations that are to acknowledge it
 */
@EventType(
        value = "io.airclass.schedule.filing-made.v1",
        topic = Topics.SCHEDULE,
        meaning = "An organisation filed something, for the first time or anew.")
public record FilingMadeV1(
        String filingId,
        String callId,
        String orgId,
        List<String> within,
        FilingKind filed,
        @MayBeAbsent LocalDate week,
        int number,
        boolean late,
        boolean complete,
        List<String> receiverIds,
        String filedBy)
        implements ScheduleEvent {
    public FilingMadeV1 {
        required("filingId", filingId);
        required("callId", callId);
        required("orgId", orgId);
        within = listed(within);
        required("filed", filed);
        receiverIds = listed(receiverIds);
        required("filedBy", filedBy);
    }

    @Override
    public String key() {
        return orgId;
    }

    @Override
    public String aggregateId() {
        return filingId;
    }
}
