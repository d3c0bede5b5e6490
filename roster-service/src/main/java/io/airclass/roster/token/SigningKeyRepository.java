package io.airclass.roster.token;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection of signing keys; shard key {@code _id}. */
@Repository
class SigningKeyRepository {
    private static final int KEYS_MAX = 20;
    private static final String SAME_REQUEST = "first-key";
    private final AggregateStore<SigningKey> store;

    SigningKeyRepository(Database database) {
        store = database.aggregates("signingKeys", SigningKey.class);
    }

    /** Oldest first. */
    Mono<List<Stored<SigningKey>>> all() {
        return store.query(Filters.empty(), Sorts.ascending("_id"), KEYS_MAX).collectList();
    }

    /** Stores the key, or gives the one that another replica stored under this id before. */
    Mono<Stored<SigningKey>> createOrFind(String id, SigningKey key) {
        return store.create(id, SAME_REQUEST, key, List.of());
    }
}
