package io.airclass.kit.store;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Mono;

/**
 * A bounded memory of what was read, for a short time; what is not there is not remembered. Who writes forgets what was written: then a
 * replica reads its own writes at once, as long as no read began before the write, and those of the others when the time is over.
 */
public final class Held<V> {
    private static final Duration BRIEFLY = Duration.ofSeconds(3);

    private final AsyncCache<String, V> memory;

    /**
     * @param entriesMax those least used go first
     * @param believedFor how long an entry is believed
     */
    public Held(long entriesMax, Duration believedFor, Ticker ticker) {
        memory = Caffeine.newBuilder()
                .maximumSize(entriesMax)
                .expireAfterWrite(believedFor)
                .ticker(ticker)
                .buildAsync();
    }

    /**
     * @param weightMax of all entries together; those least used go first
     * @param weight of one, at least 1
     */
    public Held(long weightMax, ToIntFunction<V> weight, Duration believedFor, Ticker ticker) {
        memory = Caffeine.newBuilder()
                .maximumWeight(weightMax)
                .<String, V>weigher((_, value) -> weight.applyAsInt(value))
                .expireAfterWrite(believedFor)
                .ticker(ticker)
                .buildAsync();
    }

    /** For three seconds: with the time to read one, under the five in which a change is to be known everywhere. */
    public static <V> Held<V> briefly(long entriesMax) {
        return new Held<>(entriesMax, BRIEFLY, Ticker.systemTicker());
    }

    /** The value in memory, or the one that {@code read} finds; many who ask at once share one read. */
    public Mono<V> get(String id, Function<String, Mono<V>> read) {
        return Mono.defer(
                () -> Mono.fromFuture(memory.get(id, (key, _) -> read.apply(key).toFuture()), true));
    }

    /** The values of these ids; those not in memory are read together. */
    public Mono<Map<String, V>> getAll(Collection<String> ids, Function<List<String>, Mono<Map<String, V>>> read) {
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

    /** The next question reads anew. */
    public void forget(String id) {
        memory.synchronous().invalidate(id);
    }

    /** The next question for any of these reads anew. Looks at all entries. */
    public void forgetAll(Predicate<String> ids) {
        memory.asMap().keySet().removeIf(ids);
    }
}
