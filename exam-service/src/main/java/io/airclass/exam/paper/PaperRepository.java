package io.airclass.exam.paper;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.List;
import reactor.core.publisher.Mono;

/** The collection {@code papers}. Papers do not change, so those in use are held in memory, up to so many characters of text. */
public final class PaperRepository {

    private static final long HELD_CHARS_MAX = 8_000_000;
    private static final int HELD_CHARS_EACH = 1_000;

    private final AggregateStore<Paper> store;
    private final AsyncCache<String, Stored<Paper>> held = Caffeine.newBuilder()
            .maximumWeight(HELD_CHARS_MAX)
            .weigher((String _, Stored<Paper> paper) -> HELD_CHARS_EACH + (int) PaperRules.textChars(paper.value()))
            .buildAsync();

    public PaperRepository(Database database) {
        store = database.aggregates("papers", Paper.class);
    }

    public Mono<Stored<Paper>> create(IdempotencyKey key, Paper paper) {
        return store.create(key.id(), key.requestHash(), paper, List.of());
    }

    /** What an earlier request with this key made, if there was one; refused if it asked for something else. */
    public Mono<Stored<Paper>> repeated(IdempotencyKey key) {
        return store.find(key.id())
                .flatMap(earlier -> store.create(key.id(), key.requestHash(), earlier.value(), List.of()));
    }

    public Mono<Stored<Paper>> find(String id) {
        return Mono.fromFuture(() -> held.get(id, (_, _) -> store.find(id).toFuture()), true);
    }
}
