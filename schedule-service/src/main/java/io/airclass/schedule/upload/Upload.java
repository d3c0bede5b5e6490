package io.airclass.schedule.upload;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.kit.files.StoredFile;
import java.time.Instant;

/**
 * A file that somebody uploaded; it never changes.
 *
 * @param name what the owner calls it; data, never a path
 * @param type media type, by content
 * @param sha256 of the content, lower-case hexadecimal
 * @param blobId its name in the file store
 * @param unattachedSince since when nothing is made of it; absent while something is
 * @param uses how many commands made something of it, or are about to; absent before the first, and of one that was used before this was counted
 * @param going true once its end has begun; absent before
 */
public record Upload(
        String ownerId,
        String name,
        String type,
        long bytes,
        String sha256,
        String blobId,
        Instant uploadedAt,
        @MayBeAbsent Instant unattachedSince,
        @MayBeAbsent Long uses,
        @MayBeAbsent Boolean going) {

    /** One of which nothing was made yet. */
    public Upload(
            String ownerId, String name, String type, long bytes, String sha256, String blobId, Instant uploadedAt) {
        this(ownerId, name, type, bytes, sha256, blobId, uploadedAt, uploadedAt, null, null);
    }

    /** The same with another content. */
    Upload with(StoredFile content) {
        return new Upload(
                ownerId,
                name,
                content.type(),
                content.bytes(),
                content.sha256(),
                content.id(),
                uploadedAt,
                unattachedSince,
                uses,
                going);
    }

    /** The same when a command begins to make something of it. */
    Upload used() {
        return new Upload(
                ownerId, name, type, bytes, sha256, blobId, uploadedAt, null, uses == null ? 1 : uses + 1, null);
    }

    /** The same when such a command was refused; of the last one nothing was made then. */
    Upload released(Instant at) {
        return uses > 1
                ? new Upload(ownerId, name, type, bytes, sha256, blobId, uploadedAt, null, uses - 1, null)
                : new Upload(ownerId, name, type, bytes, sha256, blobId, uploadedAt, at, null, null);
    }

    /** The same when its end begins: nothing can be made of it any more. */
    Upload leaving() {
        return new Upload(ownerId, name, type, bytes, sha256, blobId, uploadedAt, unattachedSince, uses, true);
    }

    boolean isGoing() {
        return Boolean.TRUE.equals(going);
    }

    /** What the file store knows it as. */
    public StoredFile content() {
        return new StoredFile(blobId, bytes, sha256, type);
    }
}
