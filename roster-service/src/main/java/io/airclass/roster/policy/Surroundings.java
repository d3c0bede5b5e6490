package io.airclass.roster.policy;

import io.airclass.kit.store.Stored;
import io.airclass.policy.Place;
import io.airclass.policy.Policies;
import io.airclass.policy.PolicyBook;
import io.airclass.policy.RegimeTimeline;
import io.airclass.policy.Rule;
import io.airclass.roster.org.Org;
import java.util.List;
import java.util.Map;

/**
 * All that decides somewhere: the place, the organisations of its line, and what they stated and decided.
 *
 * @param line the organisations that are known, the nearest last
 * @param local their rules
 */
record Surroundings(
        Place place,
        List<Stored<Org>> line,
        Policies shipped,
        Map<String, List<Rule>> local,
        Map<String, RegimeTimeline> regimes) {

    PolicyBook book() {
        return new PolicyBook(
                shipped.plus(local.values().stream().flatMap(List::stream).toList()), regimes);
    }

    /** Without what one organisation states itself. */
    Policies without(String orgId) {
        return shipped.plus(local.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(orgId))
                .flatMap(entry -> entry.getValue().stream())
                .toList());
    }
}
