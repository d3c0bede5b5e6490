package io.airclass.homework.budget;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Minutes of a class's day that a piece of homework takes.
 *
 * @param attempt which of the attempts at publishing it took them, from 1
 * @param writtenMinutes those of them that are of written homework
 * @param studentIds who of the class has it to do; empty for the whole class
 * @param heldUntil when it is asked whether the homework was published; absent once it is
 */
public record Reservation(
        String assignmentId,
        long attempt,
        LocalDate day,
        long minutes,
        long writtenMinutes,
        String subject,
        String teacherId,
        List<String> studentIds,
        @MayBeAbsent Instant heldUntil) {
    public Reservation {
        studentIds = List.copyOf(studentIds);
    }

    boolean isOfWholeClass() {
        return studentIds.isEmpty();
    }

    Reservation kept() {
        return new Reservation(
                assignmentId, attempt, day, minutes, writtenMinutes, subject, teacherId, studentIds, null);
    }

    boolean takesAs(Reservation other) {
        return kept().equals(other.kept());
    }
}
