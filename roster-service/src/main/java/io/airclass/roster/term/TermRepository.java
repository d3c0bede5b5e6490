package io.airclass.roster.term;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of terms; shard key {@code _id}. */
@Repository
public class TermRepository {
    /** More terms than a line of organisations has. */
    static final int TERMS_MAX = 500;

    private final AggregateStore<Term> store;

    TermRepository(Database database) {
        store = database.aggregates("terms", Term.class, NamedIndex.on("byOrg", "orgId", "_id"));
    }

    public Flux<Stored<Term>> findAll(Collection<String> ids) {
        return store.findAll(List.copyOf(ids));
    }

    /** Those of these organisations, at most {@link #TERMS_MAX}. */
    public Flux<Stored<Term>> ofOrgs(Collection<String> orgIds) {
        return store.query(Filters.in("orgId", orgIds), Sorts.ascending("orgId", "_id"), TERMS_MAX);
    }

    public Flux<Stored<Term>> all() {
        return store.all(Filters.empty());
    }

    public Mono<Boolean> saveAll(List<Change<Term>> changes) {
        return store.saveAll(changes);
    }
}
