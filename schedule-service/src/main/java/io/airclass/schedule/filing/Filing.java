package io.airclass.schedule.filing;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.OrgType;
import io.airclass.contracts.schedule.FilingKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What one organisation files for one call, for one week where it is about weeks. */
public sealed interface Filing {
    Place place();

    /** Stored beside the kind, because it is looked for. */
    Standing standing();

    /** What was filed so far, in order; nothing is ever taken out. */
    List<FilingVersion> versions();

    /**
     * Whose filing it is, of what, and by when; never changed.
     *
     * @param within ids of the organisation and all above it, the root first
     * @param week its Monday; absent for plans
     * @param programme its number among those that the call names, from 1; absent but for the plan of a programme
     * @param dueOn the last day on which it is on time
     * @param deadline the first instant at which it is late
     * @param aboveId of the bundle or tally that it goes into
     * @param counted whether it counts in the figures: what is filed first, not what bundles it
     * @param gate whether the organisation may publish no timetable without it
     */
    record Place(
            String callId,
            String orgId,
            OrgType type,
            List<String> within,
            FilingKind kind,
            @MayBeAbsent LocalDate week,
            @MayBeAbsent String programme,
            LocalDate dueOn,
            Instant deadline,
            String aboveId,
            boolean counted,
            boolean gate,
            List<Receiver> receivers) {

        boolean isOver(Instant at) {
            return !at.isBefore(deadline);
        }

        boolean isOfSchool() {
            return type == OrgType.SCHOOL || type == OrgType.TEACHING_POINT;
        }
    }

    /**
     * Nothing was filed yet.
     *
     * @param dueAt when it is to be told that it is overdue; absent when that was told
     */
    record Awaited(
            Place place,
            Standing standing,
            List<FilingVersion> versions,
            @MayBeAbsent Instant dueAt) implements Filing {}

    /**
     * The last version is what is filed.
     *
     * @param hash of the last version
     * @param complete whether nothing is missing in it
     * @param acknowledged whether all receivers have acknowledged it
     * @param stale whether something changed since it was filed
     * @param since when it was filed first and not taken back after
     */
    record Filed(
            Place place,
            Standing standing,
            List<FilingVersion> versions,
            String hash,
            boolean complete,
            List<Receipt> receipts,
            boolean acknowledged,
            boolean stale,
            Instant since)
            implements Filing {
        FilingVersion last() {
            return versions.getLast();
        }
    }

    /**
     * What was filed holds no longer.
     *
     * @param returned whether a receiver returned it; else who filed it recalled it
     * @param dueAt when it is to be told that it is overdue; absent when that was told
     */
    record TakenBack(
            Place place,
            Standing standing,
            List<FilingVersion> versions,
            boolean returned,
            String takenBackBy,
            Instant takenBackAt,
            String why,
            @MayBeAbsent Instant dueAt)
            implements Filing {}
}
