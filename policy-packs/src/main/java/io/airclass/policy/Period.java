package io.airclass.policy;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The days on which a rule is in force, both ends included; days are calendar days of the place.
 *
 * @param until the last day, {@link LocalDate#MAX} while none is known
 */
public record Period(LocalDate from, LocalDate until) {
    public Period {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("The last day " + until + " is before the first, " + from);
        }
    }

    public static Period since(LocalDate from) {
        return new Period(from, LocalDate.MAX);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }

    /** Whether some day is in both. */
    public boolean meets(Period other) {
        return !from.isAfter(other.until) && !other.from.isAfter(until);
    }

    /** The last day, where there is one. */
    public Optional<LocalDate> end() {
        return until.equals(LocalDate.MAX) ? Optional.empty() : Optional.of(until);
    }
}
