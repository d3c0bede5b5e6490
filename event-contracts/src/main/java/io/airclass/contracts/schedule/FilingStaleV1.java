package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * Something changed after it was filed, so that what was filed is not what holds.
 *
 * @param orgId whose filing it is
 * @param within ids of the organisation and all above it, the root first
 * @param week the Monday of the week whose timetables are filed; absent for a plan
 * @param number of what was filed, from 1
 */
@EventType(
        value = "io.airclass.schedule.filing-stale.v1",
        topic = Topics.SCHEDULE,
        meaning = "Something changed after it was filed, so that what was filed is not what holds.")
public record FilingStaleV1(
        String filingId,
        String callId,
        String orgId,
        List<String> within,
        FilingKind filed,
        @MayBeAbsent LocalDate week,
        int number)
        implements ScheduleEvent {
    public FilingStaleV1 {
        required("filingId", filingId);
        required("callId", callId);
        required("orgId", orgId);
        within = listed(within);
        required("filed", filed);
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
