package io.airclass.roster.people;

import java.time.Instant;

/** A class that a student belonged to once. */
public record PastClass(String classId, Instant leftAt) {}
