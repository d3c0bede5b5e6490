package io.airclass.kit.store;

/**
 * What a PUT did.
 *
 * @param stored the aggregate as it stands now
 * @param changed whether this request changed it, or found it so
 */
public record Put<T>(Stored<T> stored, boolean changed) {}
