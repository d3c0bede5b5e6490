package io.airclass.kit.uploads;

import java.time.Instant;
import java.util.List;

/**
 * What comes in in pieces, from its announcement to its end. Its contents in the file store are called by its id and a number
 * ({@link #blobId}); {@code named} of them may exist, whatever became of the process that was to store them.
 */
public sealed interface Upload {
    /** How many contents may have been stored for it. */
    long named();

    /** When the next thing is to be done by whoever comes first. */
    Instant dueAt();

    /** What one of its contents is called in the file store. */
    static String blobId(String uploadId, long number) {
        return uploadId + "-" + number;
    }

    /**
     * What was announced.
     *
     * @param name what the owner calls the file; data, never a path
     * @param length of the whole, in bytes
     */
    record About(String ownerId, String name, long length, Instant createdAt) {}

    /**
     * A piece that is on the disk.
     *
     * @param number of its content
     */
    record Piece(long number, long bytes) {}

    /**
     * Not all is there yet.
     *
     * @param offset bytes that are there
     * @param named the last is the content that comes next
     * @param dueAt when it expires
     */
    record Receiving(About about, long offset, List<Piece> pieces, long named, Instant dueAt) implements Upload {
        public Receiving {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * All is there, and somebody makes a file of it.
     *
     * @param named the last two are the whole content, and what it may be changed into
     * @param dueAt the end of the lease
     */
    record Finishing(About about, List<Piece> pieces, long named, Instant dueAt) implements Upload {
        public Finishing {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * The file is there; who did not hear so can still ask.
     *
     * @param dueAt when this is forgotten
     */
    record Done(About about, long named, Instant dueAt) implements Upload {}

    /**
     * Withdrawn, expired or refused: its contents are gone.
     *
     * @param dueAt when they are looked for once more, because somebody may still have been writing, and this is forgotten
     */
    record Ended(String ownerId, long named, Instant dueAt) implements Upload {}

    /**
     * A file that comes in one body: remembered until it is there or refused.
     *
     * @param fileId of the document that is to name one of its contents
     * @param dueAt when whatever no document names is removed
     */
    record Landing(String ownerId, String fileId, long named, Instant dueAt) implements Upload {}
}
