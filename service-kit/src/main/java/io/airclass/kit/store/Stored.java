package io.airclass.kit.store;

/**
 * An aggregate as it stands in the database.
 *
 * @param id its {@code _id}
 * @param version 1 when it was created, one more with each change
 * @param value its state
 */
public record Stored<T>(String id, long version, T value) {}
