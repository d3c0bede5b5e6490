package io.airclass.schedule.catalogue;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/** An on-demand resource; one record for each state. */
public sealed interface Resource {
    Item item();

    Origin origin();

    /** It is being written. */
    record Draft(Item item, Origin origin) implements Resource {}

    /** It waits for somebody else to look at it. */
    record Submitted(Item item, Origin origin, String submitterId, Instant submittedAt) implements Resource {}

    /** It was looked at and must be changed. */
    record Returned(Item item, Origin origin, String reviewerId, Instant reviewedAt, String comment)
            implements Resource {}

    /**
     * It was looked at and is good; it is offered while its time lasts.
     *
     * @param edgeAt when that begins or ends next, in milliseconds since 1970; absent where it does neither
     * @param airing under which it is found as a lesson on television, also when that is over; absent for what is none
     * @param offeredAt since when it is offered; absent, as {@code listing} is, before and after its time
     */
    record Approved(
            Item item,
            Origin origin,
            String reviewerId,
            Instant reviewedAt,
            @MayBeAbsent Long edgeAt,
            @MayBeAbsent String airing,
            @MayBeAbsent Instant offeredAt,
            @MayBeAbsent Listing listing)
            implements Resource {
        boolean isOffered() {
            return listing != null;
        }
    }

    /** It was taken back. */
    record Withdrawn(Item item, Origin origin, String withdrawnBy, Instant withdrawnAt, String reason)
            implements Resource {}
}
