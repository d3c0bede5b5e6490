package io.airclass.roster.classes;

import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of classes; shard key {@code _id}. */
@Repository
public class ClassRepository {
    private final AggregateStore<SchoolClass> store;

    ClassRepository(Database database) {
        store = database.aggregates("classes", SchoolClass.class);
    }

    Mono<Stored<SchoolClass>> find(String id) {
        return store.find(id);
    }

    public Flux<Stored<SchoolClass>> findAll(Collection<String> ids) {
        return store.findAll(ids.stream().distinct().toList());
    }

    public Mono<Boolean> saveAll(List<Change<SchoolClass>> changes) {
        return store.saveAll(changes);
    }
}
