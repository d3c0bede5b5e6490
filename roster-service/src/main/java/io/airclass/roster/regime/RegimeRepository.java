package io.airclass.roster.regime;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of what organisations decided about their regimes; shard key {@code _id}, the organisation's. */
@Repository
public class RegimeRepository {
    private final AggregateStore<OrgRegimes> store;

    RegimeRepository(Database database) {
        store = database.aggregates("regimes", OrgRegimes.class);
    }

    /** Of these organisations, those that ever decided something. */
    public Flux<Stored<OrgRegimes>> findAll(List<String> orgIds) {
        return store.findAll(orgIds);
    }

    Mono<Stored<OrgRegimes>> find(String orgId) {
        return store.find(orgId);
    }

    /** @param expected the version that must still be there, 0 for none */
    Mono<Put<OrgRegimes>> put(
            String orgId, long expected, Function<Optional<Stored<OrgRegimes>>, Decision<OrgRegimes>> decide) {
        return store.put(orgId, expected == 0 ? Optional.empty() : Optional.of(expected), decide);
    }
}
