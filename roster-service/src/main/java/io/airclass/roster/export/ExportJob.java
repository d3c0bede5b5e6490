package io.airclass.roster.export;

import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.Sealed;
import java.time.Instant;
import java.util.List;

/** An export, from the asking to the end of its file. */
sealed interface ExportJob {
    Scope scope();

    Instant askedAt();

    /**
     * What was asked for.
     *
     * @param within ids of the organisation and all above it
     * @param particulars that the bundle is to tell of the people of the organisation; none where none were asked for
     */
    record Scope(String by, String orgId, List<String> within, List<Particular> particulars) {
        public Scope {
            within = List.copyOf(within);
            particulars = List.copyOf(particulars);
        }
    }

    /** What is in the bundle, in rows. */
    record Rows(long orgs, long terms, long classes, long users, long roles, long enrollments) {
        static final Rows NONE = new Rows(0, 0, 0, 0, 0, 0);
    }

    /** Something is to be done at {@code dueAt} or later, by whoever comes first. */
    sealed interface Due extends ExportJob {
        Instant dueAt();
    }

    record Waiting(Scope scope, Instant askedAt, Instant dueAt) implements Due {}

    /** @param dueAt the end of the lease */
    record Running(Scope scope, Instant askedAt, Instant dueAt, long attempt, Rows rows) implements Due {}

    /**
     * @param fileBytes of the bundle, as its hash; the stored file is sealed
     * @param fileKey what opens the file, itself sealed
     * @param dueAt when the file goes, and its key
     */
    record Done(
            Scope scope,
            Instant askedAt,
            Instant doneAt,
            Rows rows,
            String fileId,
            long fileBytes,
            String fileSha256,
            Sealed fileKey,
            Instant dueAt)
            implements Due {}

    /** The file has had its time. */
    record Expired(Scope scope, Instant askedAt, Instant doneAt, Rows rows) implements ExportJob {}

    /** It could not be completed however often it was tried. */
    record Failed(Scope scope, Instant askedAt, Instant doneAt) implements ExportJob {}
}
