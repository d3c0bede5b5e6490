package io.airclass.schedule.filing;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.OrgType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How those below one bureau stand with one call, and one week where it is about weeks; its id is that of the bureau's own filing.
 *
 * @param aboveId the tally that it goes into; empty for that of who calls
 * @param bureaus how many tallies go into it
 */
public record Tally(
        String callId,
        String orgId,
        OrgType type,
        List<String> within,
        @MayBeAbsent LocalDate week,
        LocalDate dueOn,
        Instant deadline,
        String aboveId,
        int bureaus,
        Counts counts) {

    Tally with(int bureausNow, Counts now) {
        return new Tally(callId, orgId, type, within, week, dueOn, deadline, aboveId, bureausNow, now);
    }
}
