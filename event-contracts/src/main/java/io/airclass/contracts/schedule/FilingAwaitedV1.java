package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * An organisation is asked to file something by a day.
 *
 * @param orgId whose filing it is
 * @param within ids of the organisation and all above it, the root first
 * @param week the Monday of the week whose timetables are filed; absent for a plan
 * @param dueOn the last day on which it is on time
 */
@EventType(
        value = "io.airclass.schedule.filing-awaited.v1",
        topic = Topics.SCHEDULE,
        meaning = "An organisation is asked to file something by a day.")
public record FilingAwaitedV1(
        String filingId,
        String callId,
        String orgId,
        List<String> within,
        FilingKind filed,
        @MayBeAbsent LocalDate week,
        LocalDate dueOn)
        implements ScheduleEvent {
    public FilingAwaitedV1 {
        required("filingId", filingId);
        required("callId", callId);
        required("orgId", orgId);
        within = listed(within);
        required("filed", filed);
        required("dueOn", dueOn);
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
