package io.airclass.policy;

import java.util.Optional;

/**
 * How a place teaches at an instant.
 *
 * @param origin who decided it: the nearest organisation that says something; empty where none does and teaching is normal
 * @param period what it decided
 */
public record RegimeInForce(Regime regime, Optional<String> origin, Optional<RegimePeriod> period) {
    /** Where nobody says anything. */
    public static final RegimeInForce DEFAULT = new RegimeInForce(Regime.NORMAL, Optional.empty(), Optional.empty());
}
