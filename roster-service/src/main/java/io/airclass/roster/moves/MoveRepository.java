package io.airclass.roster.moves;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of moves; shard key {@code _id}. */
@Repository
class MoveRepository {
    private final AggregateStore<Move> store;

    MoveRepository(Database database) {
        store = database.aggregates(
                "moves",
                Move.class,
                NamedIndex.on("byStudent", "studentId", "_id"),
                NamedIndex.sparse("dueAt", "dueAt"));
    }

    Mono<Stored<Move>> create(IdempotencyKey key, Move.Planned move) {
        return store.create(key.id(), key.requestHash(), move, List.of());
    }

    Mono<Stored<Move>> find(String id) {
        return store.find(id);
    }

    Mono<Stored<Move>> save(Stored<Move> current, Move next) {
        return store.save(current, next, List.of());
    }

    Mono<Stored<Move>> change(String id, Function<Move, Decision<Move>> decide) {
        return store.change(id, Optional.empty(), current -> decide.apply(current.value()));
    }

    Flux<Stored<Move>> due(Instant at, int max) {
        return store.query(and(gt("dueAt", 0L), lte("dueAt", at.toEpochMilli())), Sorts.ascending("dueAt"), max);
    }

    Mono<Page<Stored<Move>>> of(String studentId, PageRequest page) {
        return store.page(eq("studentId", studentId), page);
    }
}
