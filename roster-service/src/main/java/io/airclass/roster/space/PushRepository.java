package io.airclass.roster.space;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of what organisations push, by organisation; shard key {@code _id}. */
@Repository
class PushRepository {
    private static final String FIRST = "first";

    private final AggregateStore<Pushes> store;

    PushRepository(Database database) {
        store = database.aggregates("pushes", Pushes.class);
    }

    Mono<Stored<Pushes>> find(String orgId) {
        return store.find(orgId);
    }

    Flux<Stored<Pushes>> findAll(Collection<String> orgIds) {
        return store.findAll(orgIds.stream().distinct().toList());
    }

    /** What an organisation that has pushed something pushes; decided anew where others were faster. */
    Mono<Stored<Pushes>> changeKnown(String orgId, Function<Pushes, Decision<Pushes>> decide) {
        return store.change(orgId, Optional.empty(), known -> decide.apply(known.value()));
    }

    /** What an organisation pushes, made where there was nothing; decided anew where others were faster. */
    Mono<Stored<Pushes>> change(String orgId, Function<Pushes, Decision<Pushes>> decide) {
        Mono<Stored<Pushes>> decided = changeKnown(orgId, decide);
        return decided.switchIfEmpty(
                store.create(orgId, FIRST, Pushes.NONE, List.of()).then(decided));
    }
}
