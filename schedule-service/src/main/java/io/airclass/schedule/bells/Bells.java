package io.airclass.schedule.bells;

import java.time.Instant;
import java.util.List;

/**
 * The bells of one school.
 *
 * @param within ids of all ancestors of the school, the root first, the school last
 * @param boarding whether pupils live there (寄宿制): evening study may then be longer
 */
public record Bells(
        List<String> within, boolean boarding, List<BellSchedule> schedules, String savedBy, Instant savedAt) {
    static final Bells NONE = new Bells(List.of(), false, List.of(), "", Instant.EPOCH);

    /** What is asked for. */
    record Asked(boolean boarding, List<BellSchedule> schedules) {}

    boolean saysTheSame(Bells other) {
        return boarding == other.boarding && schedules.equals(other.schedules);
    }
}
