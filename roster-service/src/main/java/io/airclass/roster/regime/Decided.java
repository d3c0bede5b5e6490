package io.airclass.roster.regime;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.roster.RegimePeriod;
import io.airclass.contracts.roster.RegimeStatement;
import java.time.Instant;

/**
 * One decision about the regime of an organisation.
 *
 * @param until the first instant after it; absent while no end is known
 * @param by who decided
 * @param at when it was decided
 */
public record Decided(
        RegimeStatement regime, Instant from, @MayBeAbsent Instant until, String reason, String by, Instant at) {

    RegimePeriod period() {
        return new RegimePeriod(regime, from, until);
    }
}
