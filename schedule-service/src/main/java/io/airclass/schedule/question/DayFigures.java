package io.airclass.schedule.question;

import java.util.List;

/**
 * What was asked in a school on a day, and what became of it.
 *
 * @param waits how many waited up to each of {@link FigureRules#BOUNDS}, and longer
 */
public record DayFigures(
        String schoolId, List<String> within, String day, long asked, long answered, List<Long> waits) {
    public DayFigures {
        within = List.copyOf(within);
        waits = List.copyOf(waits);
    }
}
