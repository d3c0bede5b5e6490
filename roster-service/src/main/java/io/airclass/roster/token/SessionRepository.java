package io.airclass.roster.token;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of sessions; shard key {@code _id}. */
@Repository
class SessionRepository {
    private static final int EXPIRED_MAX = 500;
    private final AggregateStore<Session> store;

    SessionRepository(Database database) {
        store = database.aggregates(
                "sessions",
                Session.class,
                NamedIndex.on("byExpiry", "expiresAt", "_id"),
                NamedIndex.on("byPerson", "personId", "kind", "_id"));
    }

    Mono<Stored<Session>> create(String id, Session session) {
        return store.create(id, null, session, List.of());
    }

    Mono<Stored<Session>> find(String id) {
        return store.find(id);
    }

    /** Fails with {@code VersionMoved} where another request was faster. */
    Mono<Stored<Session>> save(Stored<Session> current, Session next) {
        return store.save(current, next, List.of());
    }

    Mono<Stored<Session>> change(String id, UnaryOperator<Session> next, List<PublishedEvent> events) {
        return store.change(id, Optional.empty(), current -> {
            Session after = next.apply(current.value());
            return after.equals(current.value()) ? Decision.unchanged(after) : new Decision.Accepted<>(after, events);
        });
    }

    /** The newest first. */
    Mono<Page<Stored<Session>>> openOf(String personId, PageRequest page) {
        return store.page(openFilter(personId), page);
    }

    Flux<Stored<Session>> openOf(String personId) {
        return store.all(openFilter(personId));
    }

    private static Bson openFilter(String personId) {
        return Filters.and(Filters.eq("personId", personId), Filters.eq("kind", "open"));
    }

    /** Removes some of the sessions that expired before. */
    Mono<Long> removeExpired(Instant before) {
        return store.query(Filters.lt("expiresAt", before), Sorts.ascending("expiresAt", "_id"), EXPIRED_MAX)
                .concatMap(session -> store.driver()
                        .deleteOne(
                                Filters.and(Filters.eq("_id", session.id()), Filters.eq("version", session.version()))))
                .count();
    }
}
