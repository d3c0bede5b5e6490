package io.airclass.schedule.catalogue;

import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code resourceImports}, shard key {@code _id}: which lists were sent, so that a key is not used for two. */
@Repository
class ResourceImportRepository {
    private final AggregateStore<ResourceImport> store;

    ResourceImportRepository(Database database) {
        store = database.aggregates("resourceImports", ResourceImport.class);
    }

    /** Writes it down; refused where the key was used for another list. */
    Mono<Void> begin(IdempotencyKey key, ResourceImport begun) {
        return store.create(key.id(), key.requestHash(), begun, List.of()).then();
    }
}
