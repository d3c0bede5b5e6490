package io.airclass.roster.intake;

import java.time.Instant;

/** An import, from the upload to its report. */
public sealed interface ImportJob {
    String askedBy();

    Instant askedAt();

    /** Not finished: whoever comes at {@code dueAt} or later may take it on. */
    sealed interface Unfinished extends ImportJob {
        String fileId();

        long fileBytes();

        Instant dueAt();
    }

    record Waiting(String askedBy, Instant askedAt, String fileId, long fileBytes, Instant dueAt)
            implements Unfinished {}

    /**
     * @param dueAt the end of the lease: a replica that is alive moves it on
     * @param attempt starting with 1
     */
    record Running(
            String askedBy,
            Instant askedAt,
            String fileId,
            long fileBytes,
            Instant dueAt,
            long attempt,
            Phase phase,
            Counts counts)
            implements Unfinished {}

    /** Good rows went in; the report lists the others. */
    record Done(String askedBy, Instant askedAt, Instant doneAt, Counts counts, Report report) implements ImportJob {}

    /** The bundle as a whole was refused, and nothing of it went in. */
    record Refused(String askedBy, Instant askedAt, Instant doneAt, Report report) implements ImportJob {}

    /** It could not be completed however often it was tried; what went in is whole in itself, and another import completes it. */
    record Failed(String askedBy, Instant askedAt, Instant doneAt, Counts counts) implements ImportJob {}

    /** What a running import is at. */
    enum Phase {
        CHECKING,
        ORGS,
        TERMS,
        CLASSES,
        PEOPLE
    }
}
