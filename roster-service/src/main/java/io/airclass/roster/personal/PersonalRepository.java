package io.airclass.roster.personal;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of sealed particulars, by person; shard key {@code _id}. */
@Repository
class PersonalRepository {
    private final AggregateStore<Personal> store;

    PersonalRepository(Database database) {
        store = database.aggregates("personal", Personal.class, NamedIndex.on("byKey", "keyIds", "_id"));
    }

    Mono<Stored<Personal>> find(String personId) {
        return store.find(personId);
    }

    Flux<Stored<Personal>> findAll(Collection<String> personIds) {
        return store.findAll(personIds.stream().distinct().toList());
    }

    Mono<Boolean> saveAll(List<Change<Personal>> changes) {
        return store.saveAll(changes);
    }

    Mono<Stored<Personal>> save(Stored<Personal> current, Personal next) {
        return store.save(current, next, List.of());
    }

    Mono<Put<Personal>> put(
            String personId,
            Optional<Long> expectedVersion,
            Function<Optional<Stored<Personal>>, Decision<Personal>> decide) {
        return store.put(personId, expectedVersion, decide);
    }

    /** Some that one of these keys sealed. */
    Flux<Stored<Personal>> sealedWith(String keyId, int max) {
        return store.query(Filters.eq("keyIds", keyId), Sorts.ascending("_id"), max);
    }
}
