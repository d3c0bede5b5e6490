package io.airclass.schedule.timetable;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.List;

/** The timetable of one class or group. */
public sealed interface Timetable {
    String schoolId();

    /** Ids of all ancestors of the class, the root first, the class itself last. */
    List<String> within();

    /** The published versions, in the order of publication. */
    List<VersionHead> versions();

    /** Something waits to be published, perhaps beside older versions. */
    sealed interface Waiting extends Timetable {
        Week draft();

        /** Who wrote it last. */
        String savedBy();
    }

    /**
     * There is a draft.
     *
     * @param returned what a reviewer asks to be changed; absent where nobody has returned it
     */
    record Drafted(
            String schoolId,
            List<String> within,
            List<VersionHead> versions,
            Week draft,
            String savedBy,
            Instant savedAt,
            @MayBeAbsent String returned)
            implements Waiting {}

    /** The draft waits for somebody else's review. */
    record Submitted(
            String schoolId,
            List<String> within,
            List<VersionHead> versions,
            Week draft,
            String savedBy,
            String submittedBy,
            Instant submittedAt)
            implements Waiting {}

    /** The draft was reviewed and may be published. */
    record Approved(
            String schoolId,
            List<String> within,
            List<VersionHead> versions,
            Week draft,
            String savedBy,
            String approvedBy,
            Instant approvedAt)
            implements Waiting {}

    /**
     * The draft is being published: nobody may change it until that has succeeded or failed.
     *
     * @param publicationId of the {@link Publication} that decides
     */
    record Publishing(
            String schoolId,
            List<String> within,
            List<VersionHead> versions,
            Week draft,
            String savedBy,
            String approvedBy,
            Instant approvedAt,
            String publicationId)
            implements Waiting {}

    /** All that was drafted is published. */
    record Published(String schoolId, List<String> within, List<VersionHead> versions) implements Timetable {}
}
