package io.airclass.schedule.booking;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.List;

/**
 * The publication of one or several timetables, or a change of some days' lessons, that becomes true as a whole or not at all. Whether it
 * is true, this one document says; what it takes to get there may be repeated by any replica.
 */
public sealed interface Attempt {
    Asked asked();

    /**
     * What is attempted.
     *
     * @param schoolId of all its parts
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
     * One timetable of it.
     *
     * @param holderId whose timetable it is
     * @param version of the document that becomes another, as it was when this was found fit; 0 where there was none
     * @param number that the version of the timetable will have, or the change among those of its school year
     */
    record Part(String holderId, long version, int number) {}

    /**
     * What it needs is being claimed.
     *
     * @param dueAt when any replica takes it on, milliseconds of the epoch
     */
    record Claiming(Asked asked, long dueAt) implements Attempt {}

    /** It is true; the timetables and the claims follow. */
    record Committed(Asked asked, Instant committedAt, long dueAt) implements Attempt {}

    /** It failed; what was claimed is being given back. */
    record Failing(Asked asked, String slug, List<Clash> clashes, long dueAt) implements Attempt {}

    /** All of it is done. */
    record Done(Asked asked, Instant committedAt) implements Attempt {}

    /**
     * It failed, and left nothing.
     *
     * @param slug of the refusal
     */
    record Failed(Asked asked, String slug, List<Clash> clashes, Instant at) implements Attempt {}
}
