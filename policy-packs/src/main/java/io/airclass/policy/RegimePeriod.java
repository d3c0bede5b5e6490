package io.airclass.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * A time for which an organisation decided how it teaches.
 *
 * @param regime empty where it goes by what is above it again
 * @param from the first instant
 * @param until the first instant after it; empty while no end is known
 */
public record RegimePeriod(Optional<Regime> regime, Instant from, Optional<Instant> until) {
    public RegimePeriod {
        if (until.isPresent() && !until.get().isAfter(from)) {
            throw new IllegalArgumentException("A period that ends at " + until.get() + " cannot begin at " + from);
        }
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from) && until.map(at::isBefore).orElse(true);
    }
}
