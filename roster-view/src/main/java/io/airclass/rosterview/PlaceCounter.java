package io.airclass.rosterview;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Counts facts by the county (GB/T 2260 code, or id of a functional zone) and stage they come about in. A fact that was stored is
 * not refused because it could not be counted: that is a warning in the log.
 */
public final class PlaceCounter {
    private static final Logger log = LoggerFactory.getLogger(PlaceCounter.class);
    private static final String NO_STAGE = "none";

    private final RosterView roster;
    private final MeterRegistry meters;

    PlaceCounter(RosterView roster, MeterRegistry meters) {
        this.roster = roster;
        this.meters = meters;
    }

    /** @param meter without {@code _total}, which Prometheus adds */
    public Mono<Void> count(String meter, SchoolClass schoolClass, long amount) {
        return count(meter, schoolClass.within(), schoolClass.stage().name(), amount);
    }

    /**
     * Counts what belongs to no class.
     *
     * @param within ids of an organisation and all above it
     */
    public Mono<Void> count(String meter, List<String> within, long amount) {
        return count(meter, within, NO_STAGE, amount);
    }

    private Mono<Void> count(String meter, List<String> within, String stage, long amount) {
        return roster.countyOf(within)
                .doOnNext(county ->
                        meters.counter(meter, "county", county, "stage", stage).increment(amount))
                .then()
                .onErrorResume(thrown -> {
                    log.warn("{} not counted: {}", meter, thrown.toString());
                    return Mono.empty();
                });
    }
}
