package io.airclass.homework.draft;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code submissionDrafts}, shard key {@code _id}, which stands for assignment and student. */
@Repository
class WorkRepository {
    private final AggregateStore<Work> store;

    WorkRepository(Database database) {
        store = database.aggregates("submissionDrafts", Work.class, NamedIndex.on("byExpiry", "expiresAt"));
    }

    Mono<Stored<Work>> find(String id) {
        return store.find(id);
    }

    Mono<Put<Work>> put(String id, Optional<Long> expectedVersion, Function<Optional<Work>, Decision<Work>> decide) {
        return store.put(id, expectedVersion, current -> decide.apply(current.map(Stored::value)));
    }

    Mono<Void> remove(String id) {
        return Mono.from(store.driver().deleteOne(eq("_id", id))).then();
    }

    /** Unless it was saved again meanwhile. */
    Mono<Void> removeExpired(String id, Instant at) {
        return Mono.from(store.driver().deleteOne(and(eq("_id", id), lte("expiresAt", at))))
                .then();
    }

    Flux<Stored<Work>> expired(Instant at, int limit) {
        return store.query(lte("expiresAt", at), Sorts.ascending("expiresAt"), limit);
    }
}
