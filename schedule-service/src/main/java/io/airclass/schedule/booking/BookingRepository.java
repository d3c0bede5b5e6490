package io.airclass.schedule.booking;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is taken, one document a thing and school year; {@code _id} is {@link ResourceKey#toString} and the shard key. */
@Repository
class BookingRepository {
    private static final String COLLECTION = "bookings";

    private final AggregateStore<Resource> resources;

    BookingRepository(Database database) {
        resources = database.aggregates(COLLECTION, Resource.class);
    }

    Mono<Optional<Stored<Resource>>> find(ResourceKey key) {
        return resources.find(key.toString()).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    Flux<Stored<Resource>> findAll(Collection<ResourceKey> keys) {
        return resources.findAll(keys.stream().map(ResourceKey::toString).toList());
    }

    /** Writes the next state of what was read; {@link VersionMoved} when somebody else was faster. */
    Mono<Void> put(ResourceKey key, Optional<Stored<Resource>> current, Resource next) {
        return current.map(read -> resources.save(read, next, List.of()))
                .orElseGet(() -> resources
                        .create(key.toString(), null, next, List.of())
                        .onErrorMap(
                                thrown -> thrown instanceof Refused refused
                                        && refused.rejection() instanceof Rejection.Conflict,
                                _ -> new VersionMoved(COLLECTION, key.toString())))
                .then();
    }
}
