package io.airclass.roster.care;

import java.time.Instant;

/** That somebody took a list of names along. */
public record CareExport(String schoolId, String by, Instant at, long rows) {}
