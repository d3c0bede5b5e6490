package io.airclass.schedule.live;

import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Gathered;
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

/** The collection {@code liveLessons}, shard key {@code _id}. */
@Repository
class LiveRepository {
    private static final String RECORDINGS_DUE = "recordings.dueAt";

    private final AggregateStore<LiveLesson> store;
    private final Gathered<Stored<LiveLesson>> together;

    LiveRepository(Database database) {
        store = database.aggregates(
                "liveLessons",
                LiveLesson.class,
                NamedIndex.sparse("byDue", "dueAt"),
                NamedIndex.sparse("byRecordings", RECORDINGS_DUE));
        together = new Gathered<>(ids -> store.findAll(ids).collectMap(Stored::id));
    }

    Mono<Stored<LiveLesson>> find(String lessonId) {
        return store.find(lessonId);
    }

    /** The same, for whoever comes into a lesson: read together with those that others ask for. */
    Mono<Stored<LiveLesson>> findWithOthers(String lessonId) {
        return together.get(lessonId);
    }

    /** Fails with {@code already-exists} where somebody was faster. */
    Mono<Stored<LiveLesson>> create(String lessonId, LiveLesson first, List<PublishedEvent> events) {
        return store.create(lessonId, null, first, events);
    }

    Mono<Stored<LiveLesson>> change(String lessonId, Function<Stored<LiveLesson>, Decision<LiveLesson>> decide) {
        return store.change(lessonId, Optional.empty(), decide);
    }

    Mono<Stored<LiveLesson>> save(Stored<LiveLesson> current, LiveLesson next, List<PublishedEvent> events) {
        return store.save(current, next, events);
    }

    Flux<Stored<LiveLesson>> due(Instant at, int limit) {
        return store.query(lte("dueAt", at), Sorts.ascending("dueAt"), limit);
    }

    /** Whose provider is to be asked for what it recorded. */
    Flux<Stored<LiveLesson>> awaitingRecordings(Instant at, int limit) {
        return store.query(lte(RECORDINGS_DUE, at), Sorts.ascending(RECORDINGS_DUE), limit);
    }

    /** Keeps one that is due from the other replicas until then; empty where another replica was faster. */
    Mono<Stored<LiveLesson>> claim(Stored<LiveLesson> due, Instant until) {
        return claim(due, "dueAt", until);
    }

    /** The same of one whose provider is to be asked. */
    Mono<Stored<LiveLesson>> claimRecordings(Stored<LiveLesson> due, Instant until) {
        return claim(due, RECORDINGS_DUE, until);
    }

    private Mono<Stored<LiveLesson>> claim(Stored<LiveLesson> due, String field, Instant until) {
        return store.update(due.id(), due.version(), Updates.set(field, until), List.of())
                .map(version -> new Stored<>(due.id(), version, due.value()))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }
}
