package io.airclass.schedule.change;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.schedule.LessonChangeKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One change: what was, what is, who says so and why. Kept for ever.
 *
 * @param lessonIds of its parts
 * @param parts one, or the two of a swap
 * @param why in words of who changed it
 * @param trueSince absent until it is true; for ever, where it failed
 */
public record LessonChange(
        String holderId,
        String schoolYear,
        LessonChangeKind kind,
        List<String> lessonIds,
        List<Part> parts,
        String why,
        String changedBy,
        Instant askedAt,
        @MayBeAbsent Instant trueSince) {
    /**
     * One lesson of it.
     *
     * @param planned as the timetable has it
     * @param before absent where it was cancelled
     * @param after absent where it is cancelled
     */
    public record Part(
            LocalDate date,
            int period,
            Dated planned,
            @MayBeAbsent Dated before,
            @MayBeAbsent Dated after) {}

    LessonChange isTrueSince(Instant at) {
        return new LessonChange(holderId, schoolYear, kind, lessonIds, parts, why, changedBy, askedAt, at);
    }
}
