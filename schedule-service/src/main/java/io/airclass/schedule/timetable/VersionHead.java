package io.airclass.schedule.timetable;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What a timetable knows of one of its published versions.
 *
 * @param number counts the publications of the class, from 1
 * @param versionId id of the document with its content
 * @param contentHash SHA-256 of the slots
 */
public record VersionHead(
        int number,
        String versionId,
        LocalDate effectiveFrom,
        String contentHash,
        int lessonsPerWeek,
        String publishedBy,
        Instant publishedAt) {}
