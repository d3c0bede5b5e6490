package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * What was filed holds no longer: who filed it recalled it, or a receiver returned it.
 *
 * @param orgId whose filing it is
 * @param within ids of the organisation and all above it, the root first
 * @param week the Monday of the week whose timetables are filed; absent for a plan
 * @param returned whether a receiver returned it; else who filed it recalled it
 */
@EventType(
        value = "io.airclass.schedule.filing-taken-back.v1",
        topic = Topics.SCHEDULE,
        meaning = "What was filed holds no longer: who filed it recalled it, or a receiver returned it.")
public record FilingTakenBackV1(
        String filingId,
        String callId,
        String orgId,
        List<String> within,
        FilingKind filed,
        @MayBeAbsent LocalDate week,
        int number,
        boolean returned,
        String takenBackBy)
        implements ScheduleEvent {
    public FilingTakenBackV1 {
        required("filingId", filingId);
        required("callId", callId);
        required("orgId", orgId);
        within = listed(within);
        required("filed", filed);
        required("takenBackBy", takenBackBy);
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
