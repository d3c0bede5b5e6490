package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * A receiver acknowledged what was filed, or accepted the plan.
 *
 * @param orgId whose filing it is
 * @param within ids of the organisation and all above it, the root first
 * @param week the Monday of the week whose timetables are filed; absent for a plan
 * @param receiverId the organisation that acknowledged it
 * @param byAll whether no other receiver is left
 */
@EventType(
        value = "io.airclass.schedule.filing-acknowledged.v1",
        topic = Topics.SCHEDULE,
        meaning = "A receiver acknowledged what was filed, or accepted the plan.")
public record FilingAcknowledgedV1(
        String filingId,
        String callId,
        String orgId,
        List<String> within,
        FilingKind filed,
        @MayBeAbsent LocalDate week,
        int number,
        String receiverId,
        boolean byAll,
        String acknowledgedBy)
        implements ScheduleEvent {
    public FilingAcknowledgedV1 {
        required("filingId", filingId);
        required("callId", callId);
        required("orgId", orgId);
        within = listed(within);
        required("filed", filed);
        required("receiverId", receiverId);
        required("acknowledgedBy", acknowledgedBy);
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
