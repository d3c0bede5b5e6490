package io.airclass.homework.assignment;

import io.airclass.homework.access.Standing;

/**
 * An assignment before the eyes of somebody who may see it.
 *
 * @param standing what they are to its class, or to the one of its classes that concerns them
 */
public record Seen(String id, long version, Assignment.Published assignment, Standing standing) {
    /** Their class of those that have it. */
    public Target target() {
        return assignment.terms().target(standing.schoolClass().id()).orElseThrow();
    }
}
