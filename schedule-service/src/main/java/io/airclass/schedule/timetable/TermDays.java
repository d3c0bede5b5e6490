package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** What a day is, where it is known; else as every week has it, outside any term. */
final class TermDays {
    private TermDays() {}

    /** Whose lessons are held; empty on a holiday. */
    static Optional<DayOfWeek> weekday(LocalDate day, Map<LocalDate, SchoolDay> days) {
        return days.containsKey(day)
                ? Optional.ofNullable(days.get(day).weekdayTimetable())
                : Optional.of(day.getDayOfWeek());
    }

    /** The week of the term; null outside any. */
    static Integer week(LocalDate day, Map<LocalDate, SchoolDay> days) {
        return Optional.ofNullable(days.get(day)).flatMap(SchoolDay::weekNumber).orElse(null);
    }

    /** Whether a slot takes place on a day. */
    static boolean has(Slot slot, LocalDate day, Map<LocalDate, SchoolDay> days) {
        return weekday(day, days).filter(slot.weekday()::equals).isPresent() && slot.takesPlace(day, week(day, days));
    }
}
