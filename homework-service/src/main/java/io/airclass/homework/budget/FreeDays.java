package io.airclass.homework.budget;

import io.airclass.contracts.MayBeAbsent;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The days on which a school has no homework (无作业日); the id is the school's.
 *
 * @param within ids of the school and all above it, the root first
 * @param weekdays every week
 * @param dates single ones
 * @param from the first day on which this holds
 * @param until the last one; absent where no end was said
 * @param reason for teachers
 */
public record FreeDays(
        List<String> within,
        List<DayOfWeek> weekdays,
        List<LocalDate> dates,
        LocalDate from,
        @MayBeAbsent LocalDate until,
        String reason) {
    public FreeDays {
        within = List.copyOf(within);
        weekdays = List.copyOf(weekdays);
        dates = List.copyOf(dates);
    }

    Optional<String> reasonOn(LocalDate day) {
        boolean holds = !day.isBefore(from) && (until == null || !day.isAfter(until));
        return holds && (weekdays.contains(day.getDayOfWeek()) || dates.contains(day))
                ? Optional.of(reason)
                : Optional.empty();
    }
}
