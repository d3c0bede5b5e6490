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

/** The collection of rows that bundles of changes have said; shard key {@code _id}. */
@Repository
class SourceRowRepository {
    private final AggregateStore<SourceRow> store;

    SourceRowRepository(Database database) {
        store = database.aggregates("sourceRows", SourceRow.class);
    }

    Flux<Stored<SourceRow>> findAll(Collection<String> ids) {
        return store.findAll(List.copyOf(ids));
    }

    Mono<Boolean> saveAll(List<Change<SourceRow>> changes) {
        return store.saveAll(changes);
    }
}
