package io.airclass.exam.exams;

import io.airclass.exam.figures.Place;
import java.time.Instant;
import java.util.List;

/**
 * A paper set for a class.
 *
 * @param within ids of all ancestors of the class, the root first, the class last
 * @param opensAt from when it may be begun
 * @param closesAt when every sitting ends, however late it was begun
 * @param durationMinutes how long one student has
 * @param maxHundredths the paper's total
 * @param place where it is counted
 */
public record Exam(
        String paperId,
        String classId,
        String schoolId,
        List<String> within,
        String subject,
        String title,
        Instant opensAt,
        Instant closesAt,
        long durationMinutes,
        long maxHundredths,
        Place place,
        String openedBy,
        Instant openedAt) {

    public Exam {
        within = List.copyOf(within);
    }
}
