package io.airclass.schedule.broadcast.pack;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/** Tutoring of one class after a central lesson (课后分班辅导): until somebody plans it, it is only offered, and there is none of these. */
public sealed interface Tutoring {
    String lessonId();

    String classId();

    /** When, where and by whom. */
    Slot slot();

    /** @param place room or address; empty where none is named */
    record Slot(String teacherId, Instant startsAt, Instant endsAt, String place) {}

    /** It is to be held. */
    record Planned(String lessonId, String classId, Slot slot, String plannedBy, Instant plannedAt)
            implements Tutoring {}

    /**
     * It was held.
     *
     * @param students who came, as counted; absent where nobody counted
     */
    record Done(
            String lessonId,
            String classId,
            Slot slot,
            @MayBeAbsent Integer students,
            String doneBy,
            Instant doneAt) implements Tutoring {}
}
