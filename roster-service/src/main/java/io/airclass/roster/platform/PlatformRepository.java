package io.airclass.roster.platform;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of what organisations say of platforms, by organisation; shard key {@code _id}. */
@Repository
class PlatformRepository {
    private static final int IDS_MAX = 500;

    private final AggregateStore<OrgPlatform> store;

    PlatformRepository(Database database) {
        store = database.aggregates("platforms", OrgPlatform.class);
    }

    Mono<Stored<OrgPlatform>> find(String orgId) {
        return store.find(orgId);
    }

    /** Those of these organisations that say something; one query for each 500. */
    Flux<Stored<OrgPlatform>> findAll(Collection<String> orgIds) {
        return Flux.fromIterable(orgIds).distinct().buffer(IDS_MAX).concatMap(store::findAll);
    }

    Mono<Put<OrgPlatform>> put(
            String orgId, Optional<Long> expectedVersion, Function<OrgPlatform, Decision<OrgPlatform>> decide) {
        return store.put(orgId, expectedVersion, known -> {
            var decided = decide.apply(known.map(Stored::value).orElse(OrgPlatform.NOTHING));
            return known.isEmpty() && decided instanceof Decision.Unchanged<OrgPlatform>(OrgPlatform same)
                    ? Decision.accepted(same)
                    : decided;
        });
    }
}
