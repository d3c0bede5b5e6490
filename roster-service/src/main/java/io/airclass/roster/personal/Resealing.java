package io.airclass.roster.personal;

import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Seals anew what an older key sealed, some at a time, until the older keys may go. */
public final class Resealing {
    private static final Logger log = LoggerFactory.getLogger(Resealing.class);
    private static final int AT_ONCE_MAX = 200;

    private Resealing() {}

    /**
     * How many were sealed anew; each time somebody subscribes. What fails is logged, and is tried the next time.
     *
     * @param what in the log
     * @param sealedWith some, at most so many, that the key of this id sealed
     * @param anew seals and saves one; one that others have changed meanwhile is left to the next time
     */
    public static <T> Mono<Long> some(
            String what,
            Sealing sealing,
            MeterRegistry meters,
            BiFunction<String, Integer, Flux<Stored<T>>> sealedWith,
            Function<Stored<T>, Mono<Stored<T>>> anew) {
        return Mono.defer(() -> Flux.fromIterable(sealing.olderKeyIds())
                        .concatMap(keyId -> sealedWith.apply(keyId, AT_ONCE_MAX))
                        .concatMap(stored -> anew.apply(stored).onErrorResume(VersionMoved.class, _ -> Mono.empty()))
                        .count())
                .doOnNext(count ->
                        meters.counter("airclass_personal_resealed_total").increment(count))
                .onErrorResume(thrown -> {
                    log.warn("{} were not sealed anew and will be", what, thrown);
                    return Mono.just(0L);
                });
    }
}
