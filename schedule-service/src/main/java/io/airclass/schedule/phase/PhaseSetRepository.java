package io.airclass.schedule.phase;

import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code phaseSets}, shard key {@code _id}: an organisation and a stage. */
@Repository
class PhaseSetRepository {
    private final AggregateStore<PhaseSet> store;

    PhaseSetRepository(Database database) {
        store = database.aggregates("phaseSets", PhaseSet.class, NamedIndex.sparse("byDue", "dueAt"));
    }

    Mono<Map<String, Stored<PhaseSet>>> findAll(Collection<String> ids) {
        return store.findAll(List.copyOf(ids)).collectMap(Stored::id);
    }

    /** Load, decide, then make or save; decided anew when somebody else was faster. */
    Mono<PhaseSet> save(String id, Function<Optional<PhaseSet>, Decision<PhaseSet>> decide) {
        return attempt(id, decide, 1);
    }

    private Mono<PhaseSet> attempt(String id, Function<Optional<PhaseSet>, Decision<PhaseSet>> decide, int number) {
        return store.find(id)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(current -> switch (decide.apply(current.map(Stored::value))) {
                    case Decision.Accepted<PhaseSet>(var next, var events) ->
                        current.map(read -> store.save(read, next, events))
                                .orElseGet(() -> store.create(id, null, next, events)
                                        .onErrorMap(Refused.class, _ -> new VersionMoved(store.name(), id)))
                                .map(Stored::value);
                    case Decision.Unchanged<PhaseSet>(PhaseSet same) -> Mono.just(same);
                    case Decision.Rejected<PhaseSet>(var rejection) -> Refused.<PhaseSet>mono(rejection);
                })
                .onErrorResume(
                        VersionMoved.class,
                        _ -> number < AggregateStore.CHANGE_ATTEMPTS_MAX
                                ? attempt(id, decide, number + 1)
                                : Refused.mono(Rejection.conflict("busy")));
    }

    Flux<Stored<PhaseSet>> due(Instant at, int limit) {
        return store.query(lte("dueAt", at), Sorts.ascending("dueAt"), limit);
    }

    /** Keeps one that is due from the other replicas until then; empty where another replica was faster. */
    Mono<Stored<PhaseSet>> claim(Stored<PhaseSet> due, Instant until) {
        return store.update(due.id(), due.version(), Updates.set("dueAt", until), List.of())
                .map(version -> new Stored<>(due.id(), version, due.value()))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }

    /** What was due is done; nothing happens where it was saved anew meanwhile, and is due anew. */
    Mono<Void> done(Stored<PhaseSet> claimed) {
        return store.update(claimed.id(), claimed.version(), Updates.unset("dueAt"), List.of())
                .onErrorResume(VersionMoved.class, _ -> Mono.empty())
                .then();
    }
}
