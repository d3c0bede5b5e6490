package io.airclass.schedule.live.training;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * That a teacher is trained for live lessons; {@code _id} is the person's id.
 *
 * @param within ids of the school and all above it
 * @param validUntil the last day on which it holds
 */
public record Training(
        String schoolId,
        List<String> within,
        LocalDate trainedOn,
        LocalDate validUntil,
        String recordedBy,
        Instant recordedAt) {
    boolean saysAs(Training other) {
        return schoolId.equals(other.schoolId)
                && trainedOn.equals(other.trainedOn)
                && validUntil.equals(other.validUntil);
    }

    boolean holdsOn(LocalDate day) {
        return !day.isBefore(trainedOn) && !day.isAfter(validUntil);
    }
}
