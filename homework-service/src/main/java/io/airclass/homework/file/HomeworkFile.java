package io.airclass.homework.file;

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
        String ownerId, String name, String type, long bytes, String sha256, String blobId, Instant uploadedAt) {}
