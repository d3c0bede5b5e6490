package io.airclass.schedule.timetable;

import java.time.DayOfWeek;
import java.time.LocalTime;

/**
 * One period (节次) of every week: who teaches what, where.
 *
 * @param start local to the school
 * @param room empty where none is named
 */
public record Slot(
        DayOfWeek weekday, int period, LocalTime start, LocalTime end, String subject, String teacherId, String room) {

    /** Whether the two take place at the same time of some week; one may begin when the other ends. */
    boolean overlaps(Slot other) {
        return weekday == other.weekday && start.isBefore(other.end) && other.start.isBefore(end);
    }
}
