package io.airclass.roster.people;

import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of people; shard key {@code _id}. */
@Repository
public class PersonRepository {
    private final AggregateStore<Person> store;

    PersonRepository(Database database) {
        store = database.aggregates("people", Person.class);
    }

    public Mono<Stored<Person>> find(String id) {
        return store.find(id);
    }

    public Flux<Stored<Person>> findAll(Collection<String> ids) {
        return store.findAll(ids.stream().distinct().toList());
    }

    public Mono<Boolean> saveAll(List<Change<Person>> changes) {
        return store.saveAll(changes);
    }
}
