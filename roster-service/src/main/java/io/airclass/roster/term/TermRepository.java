package io.airclass.roster.term;

import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of terms; shard key {@code _id}. */
@Repository
public class TermRepository {
    private final AggregateStore<Term> store;

    TermRepository(Database database) {
        store = database.aggregates("terms", Term.class);
    }

    public Flux<Stored<Term>> findAll(Collection<String> ids) {
        return store.findAll(List.copyOf(ids));
    }

    public Mono<Boolean> saveAll(List<Change<Term>> changes) {
        return store.saveAll(changes);
    }
}
