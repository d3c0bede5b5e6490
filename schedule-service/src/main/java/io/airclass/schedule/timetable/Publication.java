package io.airclass.schedule.timetable;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.schedule.booking.Clash;
import java.time.Instant;
import java.util.List;

/**
 * The publication of one or several timetables that become true together, or not at all. Whether they are true, this one document says;
 * what it takes to get there may be repeated by any replica.
 */
public sealed interface Publication {
    Asked asked();

    /**
     * What is published.
     *
     * @param schoolId of all of them
     * @param within ids of all ancestors of the school, the root first, the school last
     * @param emergencyReason why it must be sooner than the rules ask; absent where it need not
     */
    record Asked(
            String schoolId,
            List<String> within,
            List<Part> parts,
            String askedBy,
            Instant askedAt,
            @MayBeAbsent String emergencyReason) {}

    /**
     * One timetable of a publication.
     *
     * @param version of its document, as it was when it was found fit
     * @param number that the version of the timetable will have
     */
    record Part(String holderId, long version, int number) {}

    /**
     * What the timetables need is being claimed.
     *
     * @param dueAt when any replica takes it on, milliseconds of the epoch
     */
    record Claiming(Asked asked, long dueAt) implements Publication {}

    /** It is true; the timetables and the claims follow. */
    record Committed(Asked asked, Instant publishedAt, long dueAt) implements Publication {}

    /** It failed; what was claimed is being given back. */
    record Failing(Asked asked, String slug, List<Clash> clashes, long dueAt) implements Publication {}

    /** All of it is done. */
    record Done(Asked asked, Instant publishedAt) implements Publication {}

    /**
     * It failed, and left nothing.
     *
     * @param slug of the refusal
     */
    record Failed(Asked asked, String slug, List<Clash> clashes, Instant at) implements Publication {}
}
