package io.airclass.roster.launch;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.outbox.OutboxRelay;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of who has opened what; the id follows from person and app; shard key {@code _id}. */
@Repository
class OpenedRepository {
    private static final String SAME = "same";

    private final AggregateStore<Opened> store;

    OpenedRepository(Database database) {
        store = database.aggregates(
                "openedApps",
                Opened.class,
                NamedIndex.on("byPerson", "personId", "_id"),
                NamedIndex.on("byLast", "lastAt", "_id"));
    }

    /**
     * Counts one more.
     *
     * @param opened as it is told the first time
     * @param events of the first time only
     */
    Mono<Stored<Opened>> count(Opened opened, List<PublishedEvent> events) {
        String id = Ids.from("opened", opened.clientId(), opened.personId());
        Mono<Stored<Opened>> again = store.change(
                id,
                Optional.empty(),
                known -> Decision.accepted(known.value().again(opened.within(), opened.lastAt())));
        return again.switchIfEmpty(store.create(id, SAME, opened, events).then(again));
    }

    /** All that somebody has opened. */
    Flux<Stored<Opened>> of(String personId) {
        return store.all(Filters.eq("personId", personId));
    }

    /** Some of what nobody has opened since then. */
    Flux<Stored<Opened>> unusedSince(Instant at, int max) {
        return store.query(Filters.lte("lastAt", at), Sorts.ascending("lastAt", "_id"), max);
    }

    Mono<Stored<Opened>> save(Stored<Opened> current, Opened next) {
        return store.save(current, next, List.of());
    }

    /** Whether it went: only as it was read, and not before its event is on its way. */
    Mono<Boolean> remove(Stored<Opened> read) {
        return Mono.from(store.driver()
                        .deleteOne(Filters.and(
                                Filters.eq("_id", read.id()),
                                Filters.eq("version", read.version()),
                                Filters.exists(OutboxRelay.OUTBOX_AT, false))))
                .map(result -> result.getDeletedCount() == 1);
    }
}
