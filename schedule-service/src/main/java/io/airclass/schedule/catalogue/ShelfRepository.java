package io.airclass.schedule.catalogue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code resourceShelves}, shard key {@code _id}. */
@Repository
class ShelfRepository {
    /** More than a curriculum has; of one organisation. */
    static final int SHELVES_MAX = 50_000;

    private final AggregateStore<Shelf> store;

    ShelfRepository(Database database) {
        store = database.aggregates("resourceShelves", Shelf.class, NamedIndex.on("byOrg", "orgId", "_id"));
    }

    Mono<Stored<Shelf>> find(String id) {
        return store.find(id);
    }

    Mono<Stored<Shelf>> create(String id, Shelf first) {
        return store.create(id, null, first, List.of());
    }

    Mono<Stored<Shelf>> save(Stored<Shelf> current, Shelf next) {
        return store.save(current, next, List.of());
    }

    /** All shelves of an organisation. */
    Flux<Shelf> of(String orgId) {
        return store.query(and(eq("orgId", orgId), gt("_id", "")), Sorts.ascending("_id"), SHELVES_MAX)
                .map(Stored::value);
    }
}
