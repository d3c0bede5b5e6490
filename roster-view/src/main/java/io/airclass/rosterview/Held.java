package io.airclass.rosterview;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A bounded memory of what was read, for a short time; what is not there is not remembered. */
final class Held<V> {
    private final AsyncCache<String, V> memory;

    Held(RosterViewSettings settings, Ticker ticker) {
        memory = Caffeine.newBuilder()
                .maximumSize(settings.heldMax())
                .expireAfterWrite(settings.heldFor())
                .ticker(ticker)
                .buildAsync();
    }

    /** The value in memory, or the one that {@code read} finds; many who ask at once share one read. */
    Mono<V> get(String id, Function<String, Mono<V>> read) {
        return Mono.defer(
                () -> Mono.fromFuture(memory.get(id, (key, _) -> read.apply(key).toFuture()), true));
    }

    /** The values of these ids; those not in memory are read together. */
    Mono<Map<String, V>> getAll(Collection<String> ids, Function<List<String>, Mono<Map<String, V>>> read) {
        return Mono.defer(() -> {
            Map<String, V> found = new LinkedHashMap<>();
            List<String> missing = new ArrayList<>();
            for (String id : ids) {
                V held = inMemory(id);
                if (held == null) {
                    missing.add(id);
                } else {
                    found.put(id, held);
                }
            }
            return missing.isEmpty()
                    ? Mono.just(found)
                    : read.apply(missing).map(fresh -> {
                        fresh.forEach((id, value) -> memory.put(id, CompletableFuture.completedFuture(value)));
                        found.putAll(fresh);
                        return found;
                    });
        });
    }

    /** Null as well for one that is being read, failed, or turned out not to be there. */
    private V inMemory(String id) {
        CompletableFuture<V> held = memory.getIfPresent(id);
        return held == null || held.isCompletedExceptionally() ? null : held.getNow(null);
    }

    void forget(String id) {
        memory.synchronous().invalidate(id);
    }
}
