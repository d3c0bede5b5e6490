package io.airclass.schedule.alliance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Schools that teach together.
 *
 * @param orgId of the bureau that leads it
 * @param within ids of the bureau and all above it, the root first
 * @param type in the bureau's own words, as 名校网络课堂
 * @param liveSchoolIds who gives lessons, ascending
 * @param receivingSchoolIds who takes them, ascending
 * @param closed whether nothing new is given or taken; what was, stays
 * @param departures of receiving schools, in their order, that decide anything yet, at most {@link AllianceRules#DEPARTURES_MAX}
 */
public record Alliance(
        String orgId,
        List<String> within,
        String name,
        String type,
        List<String> liveSchoolIds,
        List<String> receivingSchoolIds,
        boolean closed,
        List<Departure> departures,
        String savedBy,
        Instant savedAt) {
    /**
     * A school takes lessons no more that it took before.
     *
     * @param on the first day without them
     */
    public record Departure(String schoolId, LocalDate on, String by, Instant at) {}

    /** Days for which somebody may ask what was received: no replay is kept so long. */
    public static final int DAYS_ASKED_FOR = 800;

    public Alliance {
        within = List.copyOf(within);
        liveSchoolIds = List.copyOf(liveSchoolIds);
        receivingSchoolIds = List.copyOf(receivingSchoolIds);
        departures = departures == null ? List.of() : List.copyOf(departures);
    }
}
