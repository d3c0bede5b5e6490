package io.airclass.exam.sitting;

import io.airclass.exam.marking.MarkSheet;
import java.time.Instant;
import java.util.Map;

/** A student's sitting of an exam, by the state it is in. */
public sealed interface Sitting {

    Seat seat();

    /** By the id of the item. */
    Map<String, SavedAnswer> answers();

    /**
     * Answers are taken.
     *
     * @param closeAt when a replica may claim it to close it: the deadline and the grace, later while one is at it
     */
    record InProgress(Seat seat, Map<String, SavedAnswer> answers, Instant closeAt) implements Sitting {}

    /**
     * Over and marked as far as a machine can.
     *
     * @param byDeadline whether time ran out, instead of the student handing in
     */
    record HandedIn(
            Seat seat, Map<String, SavedAnswer> answers, Instant handedInAt, boolean byDeadline, MarkSheet sheet)
            implements Sitting {}
}
