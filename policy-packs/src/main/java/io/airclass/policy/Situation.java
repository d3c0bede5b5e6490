package io.airclass.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** What decides which rules apply: where, to whom, under which regime and on which calendar day of the place. */
public record Situation(Place place, Cohort cohort, Regime regime, LocalDate day) {

    /** The situation at an instant; the zone says which day that is at the place. */
    public static Situation at(Place place, Cohort cohort, Regime regime, Instant at, ZoneId zone) {
        return new Situation(place, cohort, regime, LocalDate.ofInstant(at, zone));
    }
}
