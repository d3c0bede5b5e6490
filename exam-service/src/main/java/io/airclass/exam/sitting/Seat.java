package io.airclass.exam.sitting;

import io.airclass.exam.figures.Place;
import java.time.Instant;
import java.util.List;

/**
 * What does not change during a sitting.
 *
 * @param title of the exam
 * @param dueAt when the time is over: the duration after the start, or the end of the exam's window if that is earlier
 */
public record Seat(
        String examId,
        String paperId,
        String classId,
        String schoolId,
        List<String> within,
        String studentId,
        String title,
        Place place,
        Instant startedAt,
        Instant dueAt) {

    public Seat {
        within = List.copyOf(within);
    }
}
