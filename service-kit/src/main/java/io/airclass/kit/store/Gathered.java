package io.airclass.kit.store;

import com.mongodb.MongoException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Reads many single things together. Where few ask, each is read at once; while {@value #AT_ONCE_MAX} reads are under way, all who ask wait for
 * the next one, which has whatever they ask for, and costs little more than the read of one. A read never began before it was asked for, so that
 * who wrote something finds it. Where a read of several fails by one that cannot be read, its halves are read, and theirs, until only who asked for that one is told so.
 */
public final class Gathered<V> {
    /** Reads under way; meanwhile the next one grows. */
    static final int AT_ONCE_MAX = 2;

    /** In one read; more are read by several, one after another. */
    static final int IDS_MAX = 500;

    private final Function<List<String>, Mono<Map<String, V>>> read;
    private final Object lock = new Object();
    private Map<String, Sinks.One<V>> waiting = new LinkedHashMap<>();
    private int atOnce;

    /** @param read finds those of these ids that there are, and leaves out the others */
    public Gathered(Function<List<String>, Mono<Map<String, V>>> read) {
        this.read = read;
    }

    /** Empty where there is none of that id. */
    public Mono<V> get(String id) {
        return Mono.defer(() -> {
            Mono<V> found;
            synchronized (lock) {
                found = waiting.computeIfAbsent(id, _ -> Sinks.one()).asMono();
            }
            readNext();
            return found;
        });
    }

    private void readNext() {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            begin(batch);
        }
    }

    private Map<String, Sinks.One<V>> next() {
        synchronized (lock) {
            if (atOnce >= AT_ONCE_MAX || waiting.isEmpty()) {
                return Map.of();
            }
            atOnce++;
            var all = waiting;
            waiting = new LinkedHashMap<>();
            if (all.size() <= IDS_MAX) {
                return all;
            }
            var some = new LinkedHashMap<String, Sinks.One<V>>();
            all.forEach((id, sink) -> (some.size() < IDS_MAX ? some : waiting).put(id, sink));
            return some;
        }
    }

    private void begin(Map<String, Sinks.One<V>> batch) {
        answered(batch).doFinally(_ -> ended()).subscribe();
    }

    /** Fails never: whoever asked is told. */
    private Mono<Void> answered(Map<String, Sinks.One<V>> batch) {
        return Mono.defer(() -> read.apply(List.copyOf(batch.keySet())))
                .defaultIfEmpty(Map.of())
                .doOnNext(found -> answer(batch, found))
                .then()
                .onErrorResume(thrown -> batch.size() > 1 && isOfOne(thrown)
                        ? Flux.fromIterable(halves(batch))
                                .concatMap(this::answered)
                                .then()
                        : Mono.fromRunnable(() -> batch.values().forEach(sink -> sink.tryEmitError(thrown))));
    }

    /** What the database itself says fails the others as well, and it is not asked once more by each. */
    private static boolean isOfOne(Throwable thrown) {
        return !(thrown instanceof MongoException);
    }

    private static <V> List<Map<String, Sinks.One<V>>> halves(Map<String, Sinks.One<V>> batch) {
        var one = new LinkedHashMap<String, Sinks.One<V>>();
        var other = new LinkedHashMap<String, Sinks.One<V>>();
        batch.forEach((id, sink) -> (one.size() < batch.size() / 2 ? one : other).put(id, sink));
        return List.of(one, other);
    }

    private void answer(Map<String, Sinks.One<V>> batch, Map<String, V> found) {
        batch.forEach((id, sink) -> {
            var value = found.get(id);
            if (value == null) {
                sink.tryEmitEmpty();
            } else {
                sink.tryEmitValue(value);
            }
        });
    }

    /** Once all have heard: what they ask for next goes into one read. */
    private void ended() {
        synchronized (lock) {
            atOnce--;
        }
        readNext();
    }
}
