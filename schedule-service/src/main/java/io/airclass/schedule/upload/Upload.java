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
 * @param unattachedSince since when nothing was made of it; absent once something was
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
        @MayBeAbsent Boolean going) {

    /** One of which nothing was made yet. */
    public Upload(
            String ownerId, String name, String type, long bytes, String sha256, String blobId, Instant uploadedAt) {
        this(ownerId, name, type, bytes, sha256, blobId, uploadedAt, uploadedAt, null);
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
                going);
    }

    /** The same once something was made of it. */
    Upload attached() {
        return new Upload(ownerId, name, type, bytes, sha256, blobId, uploadedAt, null, null);
    }

    /** The same when its end begins: nothing can be made of it any more. */
    Upload leaving() {
        return new Upload(ownerId, name, type, bytes, sha256, blobId, uploadedAt, unattachedSince, true);
    }

    boolean isGoing() {
        return Boolean.TRUE.equals(going);
    }

    /** What the file store knows it as. */
    public StoredFile content() {
        return new StoredFile(blobId, bytes, sha256, type);
    }
}
