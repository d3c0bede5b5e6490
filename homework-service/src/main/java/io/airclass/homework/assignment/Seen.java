package io.airclass.homework.assignment;

import io.airclass.homework.access.Standing;

/**
 * An assignment before the eyes of somebody who may see it.
 *
 * @param standing what they are to its class
 */
public record Seen(String id, long version, Assignment assignment, Standing standing) {}
