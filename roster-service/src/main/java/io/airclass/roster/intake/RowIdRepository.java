package io.airclass.roster.intake;

import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of what the rows of whole bundles stood for, by class and by organisation; shard key {@code _id}. */
@Repository
class RowIdRepository {
    private final AggregateStore<RowIds> store;

    RowIdRepository(Database database) {
        store = database.aggregates("rowIds", RowIds.class);
    }

    Flux<Stored<RowIds>> findAll(Collection<String> ids) {
        return store.findAll(List.copyOf(ids));
    }

    Mono<Boolean> saveAll(List<Change<RowIds>> changes) {
        return store.saveAll(changes);
    }
}
