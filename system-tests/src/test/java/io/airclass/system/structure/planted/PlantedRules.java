package io.airclass.system.structure.planted;

import java.time.Clock;
import reactor.core.publisher.Mono;

/** Breaks every habit of a Rules class: it is there to be found. */
final class PlantedRules {
    private PlantedRules() {}

    static Mono<String> decide() {
        return Mono.just(Clock.systemUTC().instant().toString());
    }
}
