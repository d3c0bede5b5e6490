package io.airclass.schedule.lesson;

import java.time.Instant;

/**
 * A lesson as a calendar has it.
 *
 * @param sequence counts the versions that say something of the day; grows with each publication about it
 * @param cancelled whether an earlier version had it and the one that holds has it no more
 * @param knownSince when the version that holds was published
 */
public record CalendarEntry(Lesson lesson, int sequence, boolean cancelled, Instant knownSince) {}
