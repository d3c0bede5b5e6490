package io.airclass.roster.regime;

import io.airclass.contracts.roster.RegimeStatement;
import java.time.Instant;

/**
 * What an officer asks for.
 *
 * @param from null: at once
 * @param until null: until the next decision
 */
record RegimeChange(RegimeStatement regime, Instant from, Instant until, String reason) {}
