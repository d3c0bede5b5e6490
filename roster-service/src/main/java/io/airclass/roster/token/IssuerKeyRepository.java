package io.airclass.roster.token;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of the issuer's keys; shard key {@code _id}. */
@Repository
class IssuerKeyRepository {
    private static final int KEYS_MAX = 50;
    private static final String SAME_REQUEST = "same-number";

    private final AggregateStore<IssuerKey> store;
    private final MongoCollection<Document> plain;

    IssuerKeyRepository(Database database) {
        store = database.aggregates("issuerKeys", IssuerKey.class);
        plain = database.collection("signingKeys", Document.class);
    }

    /** A key as it was stored before keys were sealed. */
    record PlainKey(String id, String jwk, Instant madeAt) {
        @Override
        public String toString() {
            return "PlainKey[" + id + "]";
        }
    }

    Mono<List<Stored<IssuerKey>>> all() {
        return store.query(Filters.empty(), Sorts.ascending("_id"), KEYS_MAX).collectList();
    }

    /** Stores the key, or gives the one that another replica stored under this number before. */
    Mono<Stored<IssuerKey>> createOrFind(IssuerKey key, List<PublishedEvent> events) {
        return store.create(IssuerKey.id(key.number()), SAME_REQUEST, key, events);
    }

    Mono<Stored<IssuerKey>> save(Stored<IssuerKey> current, IssuerKey next) {
        return store.save(current, next, List.of());
    }

    Mono<Void> remove(Stored<IssuerKey> key) {
        return Mono.from(store.driver()
                        .deleteOne(Filters.and(Filters.eq("_id", key.id()), Filters.eq("version", key.version()))))
                .then();
    }

    Flux<PlainKey> plain() {
        return Flux.from(
                        plain.find(Filters.empty()).sort(Sorts.ascending("_id")).limit(KEYS_MAX))
                .map(found -> new PlainKey(
                        found.getString("_id"),
                        found.getString("jwk"),
                        found.getDate("madeAt").toInstant()));
    }

    Mono<Void> removePlain(String id) {
        return Mono.from(plain.deleteOne(Filters.eq("_id", id))).then();
    }
}
