package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.required;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/**
 * A time for which an organisation decided how it teaches.
 *
 * @param until the first instant after it; absent while no end is known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegimePeriod(
        RegimeStatement regime, Instant from, @MayBeAbsent Instant until) {
    public RegimePeriod {
        required("regime", regime);
        required("from", from);
    }
}
