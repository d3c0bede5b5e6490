package io.airclass.schedule.dates;

import java.time.Instant;
import java.time.LocalDate;

/** Which days and instants anybody may name. */
public final class DateRules {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);
    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2101-01-01T00:00:00Z");

    private DateRules() {}

    public static boolean isPlausible(LocalDate day) {
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    /** Whether two days are a first and a last one, with at most so many from the one to the other, both included. */
    public static boolean areSpan(LocalDate first, LocalDate last, int daysMax) {
        return isPlausible(first)
                && isPlausible(last)
                && !last.isBefore(first)
                && last.isBefore(first.plusDays(daysMax));
    }

    public static boolean isPlausible(Instant at) {
        return !at.isBefore(FROM) && at.isBefore(UNTIL);
    }
}
