package io.airclass.roster.care;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of what is known of students' circumstances, by student; shard key {@code _id}. */
@Repository
class CareRepository {
    private final AggregateStore<Care> store;

    CareRepository(Database database) {
        store = database.aggregates("care", Care.class);
    }

    Mono<Stored<Care>> find(String studentId) {
        return store.find(studentId);
    }

    /** Those of these students for whom anything is known; a class of students at a time. */
    Flux<Stored<Care>> findAll(Collection<String> studentIds) {
        return store.findAll(List.copyOf(studentIds));
    }

    Mono<Put<Care>> put(String studentId, Optional<Long> expectedVersion, Function<Care, Decision<Care>> decide) {
        return store.put(studentId, expectedVersion, known -> {
            var decided = decide.apply(known.map(Stored::value).orElse(Care.NOTHING_STATED));
            return known.isEmpty() && decided instanceof Decision.Unchanged<Care>(Care same)
                    ? Decision.accepted(same)
                    : decided;
        });
    }

    /** Whatever others changed meanwhile. */
    Mono<Stored<Care>> change(String studentId, Function<Care, Decision<Care>> decide) {
        return store.find(studentId)
                .switchIfEmpty(store.create(studentId, null, Care.NOTHING_STATED, List.of())
                        .onErrorComplete(Refused.class)) // somebody else was faster
                .then(Mono.defer(
                        () -> store.change(studentId, Optional.empty(), known -> decide.apply(known.value()))));
    }
}
