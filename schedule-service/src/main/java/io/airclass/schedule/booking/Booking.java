package io.airclass.schedule.booking;

import io.airclass.contracts.MayBeAbsent;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * A time for which something is taken: every week of some, or on one day.
 *
 * @param holderId of the class, group or broadcast in whose timetable the lesson is
 * @param number of the version that it belongs to; of one day, that of the change among those of its holder and school year
 * @param attempt id of the publication or change that claimed it
 * @param kept whether the attempt has become true; else its owner is asked
 * @param weekday whose timetable it belongs to
 * @param weeks in which it is taken; of one day, the week of that day
 * @param date absent where it is weekly
 * @param period of the day (节次); names the lesson together with holder and day
 * @param joint lessons of the same name are one lesson (合班课) and do not clash; empty for most
 * @param overlay true for a lesson of a group that overlays the class (走班), in the class's document
 * @param open true for a time of the class that groups may overlay
 */
public record Booking(
        String holderId,
        int number,
        String attempt,
        boolean kept,
        DayOfWeek weekday,
        YearWeeks weeks,
        @MayBeAbsent LocalDate date,
        int period,
        LocalTime start,
        LocalTime end,
        String subject,
        String joint,
        boolean overlay,
        boolean open) {

    /** The same in other weeks. */
    public Booking in(YearWeeks others) {
        return new Booking(
                holderId, number, attempt, kept, weekday, others, date, period, start, end, subject, joint, overlay,
                open);
    }

    Booking keep() {
        return new Booking(
                holderId, number, attempt, true, weekday, weeks, date, period, start, end, subject, joint, overlay,
                open);
    }

    boolean isOf(String otherAttempt) {
        return attempt.equals(otherAttempt);
    }

    /** Whether it takes up a weekly time on this day. */
    boolean isWeeklyOn(DayOfWeek day, LocalDate other) {
        return date == null && weekday == day && weeks.has(other);
    }
}
