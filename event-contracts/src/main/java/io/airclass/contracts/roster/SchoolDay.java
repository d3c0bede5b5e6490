package io.airclass.contracts.roster;

import io.airclass.contracts.MayBeAbsent;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How calendars and terms are read, the same everywhere: what a day is for an organisation.
 *
 * @param weekdayTimetable whose lessons are held, where a timetable has some; absent on a holiday
 * @param exception what was said of the day; absent on a day like any other
 * @param origin id of the organisation that said it; absent with it
 * @param term that holds on the day; absent outside any
 */
public record SchoolDay(
        LocalDate date,
        boolean schoolDay,
        @MayBeAbsent DayOfWeek weekdayTimetable,
        @MayBeAbsent CalendarDay exception,
        @MayBeAbsent String origin,
        @MayBeAbsent TermChangedV1 term) {

    /** A day with who says it is one. */
    public record Said(String orgId, CalendarDay day) {}

    /**
     * @param within ids of the organisation and all above it, the root first
     * @param calendars of these organisations, in any order
     * @param terms of these organisations, in any order
     */
    public static SchoolDay of(
            LocalDate date,
            List<String> within,
            Collection<CalendarChangedV1> calendars,
            Collection<TermChangedV1> terms) {
        Optional<Said> said = said(date, within, calendars);
        Optional<TermChangedV1> term = term(date, within, terms);
        boolean teaching = said.map(one -> one.day().kind() == CalendarDayKind.ADJUSTED)
                .orElseGet(() -> isWorkday(date) && (terms.isEmpty() || term.isPresent()));
        DayOfWeek weekday = said.map(one -> one.day().asWeekday())
                .or(() -> said.isPresent() ? Optional.empty() : Optional.of(date.getDayOfWeek()))
                .orElse(null);
        return new SchoolDay(
                date,
                teaching,
                weekday,
                said.map(Said::day).orElse(null),
                said.map(Said::orgId).orElse(null),
                term.orElse(null));
    }

    /** What the nearest organisation says that says something of the day. */
    public static Optional<Said> said(LocalDate date, List<String> within, Collection<CalendarChangedV1> calendars) {
        return calendars.stream()
                .flatMap(calendar -> calendar.days().stream().map(day -> new Said(calendar.orgId(), day)))
                .filter(one -> one.day().date().equals(date) && within.contains(one.orgId()))
                .max(Comparator.comparingInt(one -> within.indexOf(one.orgId())));
    }

    /** The term on that day of the deepest organisation that has terms of its own. */
    public static Optional<TermChangedV1> term(LocalDate date, List<String> within, Collection<TermChangedV1> terms) {
        Optional<String> owner = terms.stream()
                .map(TermChangedV1::orgId)
                .filter(within::contains)
                .max(Comparator.comparingInt(within::indexOf));
        return terms.stream()
                .filter(term -> owner.filter(term.orgId()::equals).isPresent())
                .filter(term -> !date.isBefore(term.firstDay()) && !date.isAfter(term.lastDay()))
                .min(Comparator.comparing(TermChangedV1::firstDay).thenComparing(TermChangedV1::termId));
    }

    /** The school year of a day; it begins on the first of August. */
    public static String schoolYearOf(LocalDate date) {
        int first = date.getMonthValue() >= Month.AUGUST.getValue() ? date.getYear() : date.getYear() - 1;
        return first + "-" + (first + 1);
    }

    /** Week 1 is the one with the first day of the term; weeks begin on Monday. Absent outside any term. */
    public Optional<Integer> weekNumber() {
        return Optional.ofNullable(term)
                .map(one -> (int) ChronoUnit.WEEKS.between(mondayOf(one.firstDay()), mondayOf(date)) + 1);
    }

    private static LocalDate mondayOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
