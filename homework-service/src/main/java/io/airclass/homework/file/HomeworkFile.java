package io.airclass.homework.file;

import io.airclass.kit.files.StoredFile;
import java.time.Instant;

/**
 * A file that somebody uploaded; it never changes.
 *
 * @param name what the owner calls it; data, never a path
 * @param type media type, by content
 * @param sha256 of the content, lower-case hexadecimal
 * @param blobId its name in the file store
 */
public record HomeworkFile(
        String ownerId, String name, String type, long bytes, String sha256, String blobId, Instant uploadedAt) {

    StoredFile content() {
        return new StoredFile(blobId, bytes, sha256, type);
    }

    /** The same with this content. */
    HomeworkFile with(StoredFile content) {
        return new HomeworkFile(
                ownerId, name, content.type(), content.bytes(), content.sha256(), content.id(), uploadedAt);
    }
}
