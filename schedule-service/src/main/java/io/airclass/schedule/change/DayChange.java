package io.airclass.schedule.change;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.schedule.LessonChangeKind;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How one lesson stands that is held otherwise than its timetable has it, or was.
 *
 * @param date for which the timetable has it
 * @param period of that day (节次); names the lesson together with holder and date
 * @param planned as the timetable has it
 * @param now how it is held; absent where it is cancelled
 * @param kind of the last change
 * @param changeId of the last change
 * @param times how often it was changed
 */
public record DayChange(
        LocalDate date,
        int period,
        Dated planned,
        @MayBeAbsent Dated now,
        LessonChangeKind kind,
        String changeId,
        Instant at,
        int times) {
    /** Whether it is about the lesson that the timetable has there. */
    public boolean isOf(LocalDate otherDate, int otherPeriod) {
        return date.equals(otherDate) && period == otherPeriod;
    }

    /** Whether it is held as planned again. */
    public boolean isBack() {
        return planned.equals(now);
    }

    /** Whether somebody else than planned gives it. */
    public boolean isCovered() {
        return now != null && !now.slot().teacherId().equals(planned.slot().teacherId());
    }

    /** Whether it says something of a day. */
    public boolean touches(LocalDate first, LocalDate last) {
        return isWithin(date, first, last) || now != null && isWithin(now.date(), first, last);
    }

    private static boolean isWithin(LocalDate day, LocalDate first, LocalDate last) {
        return !day.isBefore(first) && !day.isAfter(last);
    }
}
