package io.airclass.schedule.alliance;

import java.time.Instant;
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
 */
public record Alliance(
        String orgId,
        List<String> within,
        String name,
        String type,
        List<String> liveSchoolIds,
        List<String> receivingSchoolIds,
        boolean closed,
        String savedBy,
        Instant savedAt) {
    public Alliance {
        within = List.copyOf(within);
        liveSchoolIds = List.copyOf(liveSchoolIds);
        receivingSchoolIds = List.copyOf(receivingSchoolIds);
    }
}
