package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * A teacher is trained for live lessons.
 *
 * @param within ids of the school and all above it, the root first
 * @param validUntil the last day on which it holds
 */
@EventType(
        value = "io.airclass.schedule.training-recorded.v1",
        topic = Topics.SCHEDULE,
        meaning = "It was recorded that a teacher is trained for live lessons.")
public record TrainingRecordedV1(
        String personId,
        String schoolId,
        List<String> within,
        LocalDate trainedOn,
        LocalDate validUntil,
        String recordedBy)
        implements ScheduleEvent {
    public TrainingRecordedV1 {
        required("personId", personId);
        required("schoolId", schoolId);
        within = listed(within);
        required("trainedOn", trainedOn);
        required("validUntil", validUntil);
        required("recordedBy", recordedBy);
    }

    @Override
    public String key() {
        return schoolId;
    }

    @Override
    public String aggregateId() {
        return personId;
    }
}
