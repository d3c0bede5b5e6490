package io.airclass.roster.moves;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A student's move from one class to another.
 *
 * <p>The id is derived from the request, so that a repeat finds the same move.
 */
public sealed interface Move {
    /** What was asked for. */
    Asked asked();

    /**
     * @param onDay from the beginning of which the student belongs to the new class
     * @param reason in the officer's words
     */
    record Asked(
            String studentId,
            String fromClassId,
            String toClassId,
            LocalDate onDay,
            String reason,
            String askedBy,
            Instant askedAt) {}

    /** @param dueAt when a replica may carry it out, in milliseconds: the beginning of its day, or the end of another one's lease */
    record Planned(String studentId, Asked asked, long dueAt, long attempt) implements Move {}

    record Done(String studentId, Asked asked, Instant doneAt) implements Move {}

    /** @param problem why it could not be carried out on its day: the slug of a problem */
    record Failed(String studentId, Asked asked, String problem, Instant failedAt) implements Move {}

    record Cancelled(String studentId, Asked asked, String cancelledBy, Instant cancelledAt) implements Move {}
}
