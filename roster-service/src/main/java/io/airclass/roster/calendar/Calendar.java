package io.airclass.roster.calendar;

import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.CalendarDay;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that an organisation says of the days of a school year.
 *
 * @param schoolYear for example {@code 2026-2027}
 * @param days each once, in the order of time; no more than a year has
 */
public record Calendar(String orgId, String schoolYear, List<StatedDay> days) {
    public Calendar {
        days = List.copyOf(days);
    }

    Optional<StatedDay> on(LocalDate date) {
        return days.stream().filter(day -> day.date().equals(date)).findFirst();
    }

    Calendar with(StatedDay day) {
        return new Calendar(
                orgId,
                schoolYear,
                Stream.concat(without(day.date()).days.stream(), Stream.of(day))
                        .sorted(Comparator.comparing(StatedDay::date))
                        .toList());
    }

    Calendar without(LocalDate date) {
        return new Calendar(
                orgId,
                schoolYear,
                days.stream().filter(day -> !day.date().equals(date)).toList());
    }

    CalendarChangedV1 changed() {
        List<CalendarDay> told = days.stream().map(StatedDay::told).toList();
        return new CalendarChangedV1(orgId, schoolYear, told);
    }
}
