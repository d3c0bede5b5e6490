package io.airclass.roster.calendar;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.CalendarDayKind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What an organisation says of a day, and who answers for it.
 *
 * @param asWeekday of an adjusted day
 * @param reason in the officer's words; leaves this service only to those who may change the calendar
 */
public record StatedDay(
        LocalDate date,
        CalendarDayKind kind,
        @MayBeAbsent DayOfWeek asWeekday,
        String name,
        String reason,
        String by,
        Instant at) {

    CalendarDay told() {
        return new CalendarDay(date, kind, asWeekday, name);
    }

    /** Whether the other says the same, whoever said it and when. */
    boolean saysAs(StatedDay other) {
        return told().equals(other.told()) && reason.equals(other.reason);
    }
}
