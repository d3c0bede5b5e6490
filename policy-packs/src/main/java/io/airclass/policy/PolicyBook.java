package io.airclass.policy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * All that decides about "may I?": the rules, and who teaches how. Immutable; what changes makes a new book.
 *
 * @param regimes by id of the organisation that decided
 */
public record PolicyBook(Policies policies, Map<String, RegimeTimeline> regimes) {
    public PolicyBook {
        regimes = Map.copyOf(regimes);
    }

    /** The regime of a place: the nearest organisation up the tree that says something at that instant decides. */
    public RegimeInForce regime(Place place, Instant at) {
        for (var org : place.chain().reversed()) {
            var timeline = regimes.get(org.id());
            var period = timeline == null ? Optional.<RegimePeriod>empty() : timeline.at(at);
            var decided = period.flatMap(RegimePeriod::regime);
            if (decided.isPresent()) {
                return new RegimeInForce(decided.get(), Optional.of(org.id()), period);
            }
        }
        return RegimeInForce.DEFAULT;
    }

    /** What is in force for pupils of a place at an instant; the zone says which day that is there. */
    public InForce at(Place place, Cohort cohort, Instant at, ZoneId zone) {
        var regime = regime(place, at);
        return new InForce(policies, Situation.at(place, cohort, regime.regime(), at, zone), regime);
    }
}
