package io.airclass.schedule.timetable;

import io.airclass.contracts.MayBeAbsent;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * One period (节次) of the weeks of a timetable: who teaches what, where and how.
 *
 * @param start local to the school
 * @param teacherId empty where nobody of the roster gives it
 * @param room empty where none is named
 * @param means by which it is held, where its mode needs one: channel, task sheet, recording or address; else empty
 * @param weeks of the term in which it takes place
 * @param joint lessons of several classes with the same name are one (合班课); empty for most
 * @param studio the live studio that is taken; empty for most
 * @param open whether groups may overlay it (走班)
 * @param from the first day on which these times hold, where the bells of another season ring before; else absent
 * @param until the last day on which these times hold, inclusive, where the bells of another season ring after; else absent
 */
public record Slot(
        DayOfWeek weekday,
        int period,
        LocalTime start,
        LocalTime end,
        String subject,
        String teacherId,
        String room,
        Mode mode,
        String means,
        Use use,
        WeekPattern weeks,
        String joint,
        String studio,
        boolean open,
        @MayBeAbsent LocalDate from,
        @MayBeAbsent LocalDate until) {

    /** A lesson in the classroom, every week. */
    public static Slot weekly(
            DayOfWeek weekday,
            int period,
            LocalTime start,
            LocalTime end,
            String subject,
            String teacherId,
            String room) {
        return new Slot(
                weekday,
                period,
                start,
                end,
                subject,
                teacherId,
                room,
                Mode.CLASSROOM,
                "",
                Use.LESSON,
                WeekPattern.ALL,
                "",
                "",
                false,
                null,
                null);
    }

    /** Whether the two take place at the same time of some week; one may begin when the other ends. */
    boolean overlaps(Slot other) {
        return weekday == other.weekday && start.isBefore(other.end) && other.start.isBefore(end) && sharesADay(other);
    }

    /** Whether there is a day on which both take place. */
    boolean sharesADay(Slot other) {
        return weekday == other.weekday
                && weeks.meets(other.weeks)
                && (from == null || other.until == null || !other.until.isBefore(from))
                && (other.from == null || until == null || !until.isBefore(other.from));
    }

    /** Whether its times are those of a season. */
    public boolean isSeasonal() {
        return from != null || until != null;
    }

    /** Whether its times hold on a day. */
    boolean isHeldAround(LocalDate date) {
        return (from == null || !date.isBefore(from)) && (until == null || !date.isAfter(until));
    }

    /** The lesson of one day on which it takes place: in which weeks and seasons it does besides is not said. */
    public Slot onDay() {
        return new Slot(
                weekday,
                period,
                start,
                end,
                subject,
                teacherId,
                room,
                mode,
                means,
                use,
                WeekPattern.ALL,
                joint,
                studio,
                open,
                null,
                null);
    }

    /** The same times for all days. */
    Slot always() {
        return new Slot(
                weekday, period, start, end, subject, teacherId, room, mode, means, use, weeks, joint, studio, open,
                null, null);
    }

    /**
     * Whether it takes place on a date that runs its weekday's timetable.
     *
     * @param week of the term; null outside any
     */
    public boolean takesPlace(LocalDate date, Integer week) {
        return weeks.has(week) && isHeldAround(date);
    }
}
