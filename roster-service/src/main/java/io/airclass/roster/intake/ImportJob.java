package io.airclass.roster.intake;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/** An import, from the upload to its report. */
public sealed interface ImportJob {
    Asked asked();

    Instant askedAt();

    /** Something is still to be done at {@code dueAt} or later, by whoever comes first. */
    sealed interface Due extends ImportJob {
        Instant dueAt();
    }

    /** Not finished. */
    sealed interface Unfinished extends Due {
        String fileId();

        long fileBytes();
    }

    record Waiting(Asked asked, Instant askedAt, String fileId, long fileBytes, Instant dueAt) implements Unfinished {}

    /**
     * @param dueAt the end of the lease: a replica that is alive moves it on
     * @param attempt starting with 1
     * @param rowsDone what has been compared, and written where it differed
     * @param rowsTotal how many there are; 0 until they are checked
     */
    record Running(
            Asked asked,
            Instant askedAt,
            String fileId,
            long fileBytes,
            Instant dueAt,
            long attempt,
            Phase phase,
            Counts counts,
            long rowsDone,
            long rowsTotal)
            implements Unfinished {}

    /** Nothing more is done; the upload goes first of all, and as long as it is there its id is, and {@code dueAt} has come. */
    sealed interface Over extends Due {
        Instant doneAt();

        String fileId();
    }

    /** It came to its end; the file of all findings is kept until {@code dueAt}, and then neither is there. */
    sealed interface Ended extends Over {
        Report report();
    }

    /** Good rows went in; the report lists the others. */
    record Done(
            Asked asked,
            Instant askedAt,
            Instant doneAt,
            Counts counts,
            Report report,
            @MayBeAbsent String fileId,
            @MayBeAbsent Instant dueAt)
            implements Ended {}

    /** The bundle as a whole was refused, and nothing of it went in. */
    record Refused(
            Asked asked,
            Instant askedAt,
            Instant doneAt,
            Report report,
            @MayBeAbsent String fileId,
            @MayBeAbsent Instant dueAt)
            implements Ended {}

    /** It could not be completed however often it was tried; what went in is whole in itself, and another import completes it. */
    record Failed(
            Asked asked,
            Instant askedAt,
            Instant doneAt,
            Counts counts,
            @MayBeAbsent String fileId,
            @MayBeAbsent Instant dueAt)
            implements Over {}

    /** What a running import is at. */
    enum Phase {
        CHECKING,
        ORGS,
        TERMS,
        CLASSES,
        PEOPLE
    }
}
