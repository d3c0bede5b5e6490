package io.airclass.schedule.replay;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code replays}, shard key {@code _id}. */
@Repository
class ReplayRepository {
    private final AggregateStore<Replay> store;

    ReplayRepository(Database database) {
        store = database.aggregates(
                "replays",
                Replay.class,
                NamedIndex.on("byLesson", "of.lessonId", "kind", "_id"),
                NamedIndex.sparse("byDue", "dueAt"));
    }

    Mono<Stored<Replay>> find(String id) {
        return store.find(id);
    }

    /** Those that are kept; what was deleted takes no place. */
    Flux<Stored<Replay>> ofLesson(String lessonId, int limit) {
        return store.query(and(eq("of.lessonId", lessonId), eq("kind", "kept")), Sorts.ascending("_id"), limit);
    }

    Mono<Stored<Replay>> create(String id, String requestHash, Replay replay, List<PublishedEvent> events) {
        return store.create(id, requestHash, replay, events);
    }

    Mono<Stored<Replay>> change(String id, Function<Stored<Replay>, Decision<Replay>> decide) {
        return store.change(id, Optional.empty(), decide);
    }

    Mono<Stored<Replay>> save(Stored<Replay> current, Replay next, List<PublishedEvent> events) {
        return store.save(current, next, events);
    }

    Flux<Stored<Replay>> due(Instant at, int limit) {
        return store.query(lte("dueAt", at), Sorts.ascending("dueAt"), limit);
    }

    /** Keeps one that is due from the other replicas until then; empty where another replica was faster. */
    Mono<Stored<Replay>> claim(Stored<Replay> due, Instant until) {
        return store.update(due.id(), due.version(), Updates.set("dueAt", until), List.of())
                .map(version -> new Stored<>(due.id(), version, due.value()))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }
}
