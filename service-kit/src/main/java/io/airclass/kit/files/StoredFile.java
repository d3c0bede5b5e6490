package io.airclass.kit.files;

/**
 * A file as it was stored.
 *
 * @param id its name in the store
 * @param bytes its length
 * @param sha256 of its content, lower-case hexadecimal
 * @param type media type as its content says
 */
public record StoredFile(String id, long bytes, String sha256, String type) {}
