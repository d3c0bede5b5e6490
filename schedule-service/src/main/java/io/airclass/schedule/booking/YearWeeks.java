package io.airclass.schedule.booking;

import io.airclass.contracts.roster.SchoolDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Optional;

/**
 * Some calendar weeks of a school year, a bit each: bit 0 is the week with the first of August, weeks begin on Monday. A school year has at
 * most 54.
 */
public record YearWeeks(long bits) {
    public static final YearWeeks NONE = new YearWeeks(0);

    /** The weeks of these days. */
    public static YearWeeks of(Collection<LocalDate> days) {
        long bits = 0;
        for (var day : days) {
            bits |= bit(day);
        }
        return new YearWeeks(bits);
    }

    public static YearWeeks of(LocalDate day) {
        return new YearWeeks(bit(day));
    }

    public boolean has(LocalDate day) {
        return (bits & bit(day)) != 0;
    }

    /** Whether the week of a day is among them, or a later one of its school year. */
    public boolean reaches(LocalDate day) {
        return bits >>> Long.numberOfTrailingZeros(bit(day)) != 0;
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    /** These and the others. */
    public YearWeeks and(YearWeeks other) {
        return new YearWeeks(bits | other.bits);
    }

    YearWeeks both(YearWeeks other) {
        return new YearWeeks(bits & other.bits);
    }

    /** The first day of these weeks that is such a weekday. */
    Optional<LocalDate> first(String schoolYear, DayOfWeek weekday) {
        return isEmpty()
                ? Optional.empty()
                : Optional.of(firstMonday(schoolYear)
                        .plusWeeks(Long.numberOfTrailingZeros(bits))
                        .with(TemporalAdjusters.nextOrSame(weekday)));
    }

    /** The Monday of the week in which a school year begins. */
    public static LocalDate firstMonday(String schoolYear) {
        return LocalDate.of(Integer.parseInt(schoolYear.substring(0, schoolYear.indexOf('-'))), Month.AUGUST, 1)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** The last day of the school year that a day lies in. */
    public static LocalDate lastDay(LocalDate day) {
        return LocalDate.of(Integer.parseInt(SchoolDay.schoolYearOf(day).substring(5)), Month.JULY, 31);
    }

    private static long bit(LocalDate day) {
        return 1L << ChronoUnit.WEEKS.between(firstMonday(SchoolDay.schoolYearOf(day)), day);
    }
}
