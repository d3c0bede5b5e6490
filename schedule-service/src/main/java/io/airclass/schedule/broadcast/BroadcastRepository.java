package io.airclass.schedule.broadcast;

import static com.mongodb.client.model.Filters.eq;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The broadcasts; {@code _id} is the broadcast's id and the shard key. Those that are not past are in memory, by the place whose every class receives them. */
@Repository
class BroadcastRepository {
    private final AggregateStore<Broadcast> broadcasts;
    private final Followed<Broadcast> followed;

    BroadcastRepository(Database database, Clock clock) {
        broadcasts = database.aggregates(
                "broadcasts",
                Broadcast.class,
                NamedIndex.on("byOrg", "orgId", "_id"),
                NamedIndex.on("byChange", Followed.CHANGED, "_id"));
        followed = new Followed<>(
                broadcasts,
                broadcast -> Objects.requireNonNullElse(broadcast.everyClassOf(), ""),
                BroadcastRules::isPast,
                clock);
    }

    Followed<Broadcast> followed() {
        return followed;
    }

    Mono<Stored<Broadcast>> find(String id) {
        return broadcasts.find(id);
    }

    Mono<Stored<Broadcast>> create(String id, IdempotencyKey key, Broadcast broadcast) {
        return broadcasts.create(id, key.requestHash(), broadcast, List.of()).map(followed::put);
    }

    Mono<Stored<Broadcast>> change(
            String id, Optional<Long> expectedVersion, Function<Stored<Broadcast>, Decision<Broadcast>> decide) {
        return broadcasts.change(id, expectedVersion, decide).map(followed::put);
    }

    Mono<Page<Stored<Broadcast>>> ofOrg(String orgId, PageRequest page) {
        return broadcasts.page(eq("orgId", orgId), page);
    }
}
