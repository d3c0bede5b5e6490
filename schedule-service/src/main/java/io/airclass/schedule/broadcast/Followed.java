package io.airclass.schedule.broadcast;

import com.mongodb.client.model.Filters;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A whole small collection in memory, in groups. What others wrote is read by the time of its last change, in pages; what this replica wrote is
 * given to it at once. A state never follows a newer one. What is past is let go.
 */
final class Followed<T> {
    /** The field that says when a document was changed last. */
    static final String CHANGED = "savedAt";
    /** How far the clocks of two replicas may lie apart, and how long a write may take that is tried again while the database elects. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    /** How often it is looked for what is past. */
    private static final Duration LET_GO_EVERY = Duration.ofHours(1);

    private final AggregateStore<T> store;
    private final Function<T, String> group;
    private final BiPredicate<T, Instant> past;
    private final Watcher<T> watcher;
    private final Clock clock;
    private final Map<String, Stored<T>> all = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Stored<T>>> groups = new ConcurrentHashMap<>();
    private final Held<Boolean> first = Held.briefly(1);
    private volatile Instant knownUntil;
    private volatile Instant letGoAt = Instant.EPOCH;

    /**
     * @param group under which a state is found; for one document it may change
     * @param past whether nobody asks for it any more at an instant
     */
    Followed(AggregateStore<T> store, Function<T, String> group, BiPredicate<T, Instant> past, Clock clock) {
        this(store, group, past, new Watcher<>() {}, clock);
    }

    /** @param watcher is told of each state before it is found here */
    Followed(
            AggregateStore<T> store,
            Function<T, String> group,
            BiPredicate<T, Instant> past,
            Watcher<T> watcher,
            Clock clock) {
        this.store = store;
        this.group = group;
        this.past = past;
        this.watcher = watcher;
        this.clock = clock;
    }

    /** Hears what comes into memory and what leaves it; of one document in its order. */
    interface Watcher<T> {
        default void there(T state) {}

        /** What came into memory by the state before, and does not by the one that is there now. */
        default void left(T before, T now) {}

        default void gone(T state) {}
    }

    /** Completes at once when everything was read before; else when it is. Many who ask at the start share one reading. */
    Mono<Void> ready() {
        return Mono.defer(() -> knownUntil == null
                ? first.get(CHANGED, _ -> catchUp().thenReturn(true)).then()
                : Mono.empty());
    }

    /** Reads what was changed since the last time. */
    Mono<Void> catchUp() {
        return Mono.defer(() -> {
            var begun = clock.instant();
            var since = knownUntil == null ? Instant.EPOCH : knownUntil.minus(OVERLAP);
            return after(since, null).doOnSuccess(_ -> {
                knownUntil = begun;
                if (!begun.isBefore(letGoAt)) {
                    letGoAt = begun.plus(LET_GO_EVERY);
                    letGo(begun);
                }
            });
        });
    }

    private void letGo(Instant at) {
        all.keySet()
                .forEach(id -> all.computeIfPresent(id, (_, stored) -> {
                    if (past.test(stored.value(), at)) {
                        groups.get(group.apply(stored.value())).remove(id);
                        watcher.gone(stored.value());
                        return null;
                    }
                    return stored;
                }));
    }

    private Mono<Void> after(Instant since, String cursor) {
        return store.page(Filters.gte(CHANGED, since), PageRequest.of(CHANGED, false, PageRequest.LIMIT_MAX, cursor))
                .flatMap(page -> {
                    page.items().forEach(this::put);
                    return page.cursor() == null ? Mono.empty() : after(since, page.cursor());
                });
    }

    Stored<T> put(Stored<T> stored) {
        all.compute(stored.id(), (id, before) -> {
            if (before != null && before.version() >= stored.version()) {
                return before;
            }
            watcher.there(stored.value());
            if (before != null) {
                watcher.left(before.value(), stored.value());
            }
            var into = group.apply(stored.value());
            if (before != null && !group.apply(before.value()).equals(into)) {
                groups.get(group.apply(before.value())).remove(id);
            }
            groups.computeIfAbsent(into, _ -> new ConcurrentHashMap<>()).put(id, stored);
            return stored;
        });
        return stored;
    }

    Optional<Stored<T>> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    Collection<Stored<T>> in(String ofGroup) {
        return groups.getOrDefault(ofGroup, Map.of()).values();
    }

    int size() {
        return all.size();
    }
}
