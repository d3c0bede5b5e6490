package io.airclass.roster.launch;

import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection of the one key of pseudonyms; shard key {@code _id}. */
@Repository
class SubjectKeyRepository {
    private static final String ID = "subjects";
    private static final String SAME = "same";

    private final AggregateStore<SubjectKey> store;

    SubjectKeyRepository(Database database) {
        store = database.aggregates("subjectKeys", SubjectKey.class);
    }

    Mono<Stored<SubjectKey>> find() {
        return store.find(ID);
    }

    /** Stores the key, or gives the one that another replica stored before. */
    Mono<Stored<SubjectKey>> createOrFind(SubjectKey key) {
        return store.create(ID, SAME, key, List.of());
    }

    Mono<Stored<SubjectKey>> save(Stored<SubjectKey> current, SubjectKey next) {
        return store.save(current, next, List.of());
    }
}
