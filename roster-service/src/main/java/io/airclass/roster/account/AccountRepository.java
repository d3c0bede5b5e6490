package io.airclass.roster.account;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of accounts, by person; shard key {@code _id}. */
@Repository
class AccountRepository {
    private final AggregateStore<Account> store;

    AccountRepository(Database database) {
        store = database.aggregates("accounts", Account.class);
    }

    Mono<Stored<Account>> find(String personId) {
        return store.find(personId);
    }

    Flux<Stored<Account>> findAll(Collection<String> personIds) {
        return store.findAll(List.copyOf(personIds));
    }

    Mono<Boolean> saveAll(List<Change<Account>> changes) {
        return store.saveAll(changes);
    }

    Mono<Stored<Account>> change(String personId, Function<Account, Decision<Account>> decide) {
        return store.change(personId, Optional.empty(), current -> decide.apply(current.value()));
    }

    Mono<Boolean> isEmpty() {
        return store.query(Filters.empty(), Sorts.ascending("_id"), 1)
                .hasElements()
                .map(any -> !any);
    }
}
