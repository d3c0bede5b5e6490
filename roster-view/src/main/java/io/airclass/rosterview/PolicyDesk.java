package io.airclass.rosterview;

import com.github.benmanes.caffeine.cache.Ticker;
import io.airclass.kit.store.Held;
import io.airclass.policy.Cohort;
import io.airclass.policy.InForce;
import io.airclass.policy.Kind;
import io.airclass.policy.Place;
import io.airclass.policy.Value;
import io.airclass.policy.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Where a service asks "may I?": the shipped packs, the local rules and the regimes of the roster, from memory. A changed regime or
 * rule is acted by at most five seconds after it is in the service's database, on every replica.
 */
public final class PolicyDesk {
    private final RosterView roster;
    private final ZoneId zone;
    private final Held<Place> heldPlaces;

    public PolicyDesk(RosterView roster, RosterViewSettings settings, ZoneId zone) {
        this(roster, settings, zone, Ticker.systemTicker());
    }

    PolicyDesk(RosterView roster, RosterViewSettings settings, ZoneId zone, Ticker ticker) {
        this.roster = roster;
        this.zone = zone;
        this.heldPlaces = settings.held(ticker);
    }

    /** The zone whose calendar days the rules mean. */
    public ZoneId zone() {
        return zone;
    }

    /** What is in force for a class at an instant; asked once, it judges as often as there are things to measure. */
    public Mono<InForce> at(SchoolClass schoolClass, Instant at) {
        return at(schoolClass.within(), PolicyRules.cohort(schoolClass.stage(), schoolClass.grade()), at);
    }

    /**
     * What is in force for pupils of a place.
     *
     * @param within ids of an organisation or class and all above it, the root first
     */
    public Mono<InForce> at(List<String> within, Cohort cohort, Instant at) {
        return Mono.zip(place(within), roster.policies(), (place, book) -> book.at(place, cohort, at, zone));
    }

    /** One question. */
    public Mono<Verdict> judge(List<String> within, Cohort cohort, Kind kind, Value value, Instant at) {
        return at(within, cohort, at).map(inForce -> inForce.judge(kind, value));
    }

    private Mono<Place> place(List<String> within) {
        return heldPlaces.get(
                String.join(" ", within), _ -> roster.orgs(within).map(orgs -> PolicyRules.place(within, orgs)));
    }
}
