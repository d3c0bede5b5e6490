package io.airclass.schedule.change;

import io.airclass.schedule.timetable.Slot;
import java.time.LocalDate;

/**
 * A lesson of a timetable on one day.
 *
 * @param slot with the weekday whose timetable that day runs; its weeks and seasons say nothing here
 */
public record Dated(LocalDate date, Slot slot) {}
