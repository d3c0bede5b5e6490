package io.airclass.schedule.timetable;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What a timetable knows of one of its published versions.
 *
 * @param number counts the publications of the class, from 1
 * @param versionId id of the document with its content
 * @param lastDay on which it holds, inclusive
 * @param temporary whether it lies over the others for its days, as an exam week does
 * @param contentHash SHA-256 of the slots
 * @param approvedBy who reviewed it; another than who wrote it
 * @param publishedAt when it was recorded
 * @param emergency whether it was published in less time than the rules ask, by somebody who may
 */
public record VersionHead(
        int number,
        String versionId,
        LocalDate effectiveFrom,
        LocalDate lastDay,
        boolean temporary,
        String contentHash,
        int lessonsPerWeek,
        String why,
        String approvedBy,
        String publishedBy,
        Instant publishedAt,
        boolean emergency) {
    /** Whether it says something of that day. */
    boolean has(LocalDate day) {
        return !day.isBefore(effectiveFrom) && !day.isAfter(lastDay);
    }
}
