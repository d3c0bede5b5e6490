package io.airclass.roster.care;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of classes whose students' connectivity is counted, by class; shard key {@code _id}. */
@Repository
class ConnectivityRepository {
    private final AggregateStore<ClassConnectivity> store;

    ConnectivityRepository(Database database) {
        store = database.aggregates("classConnectivity", ClassConnectivity.class, NamedIndex.sparse("dueAt", "dueAt"));
    }

    Mono<Boolean> isKnown(String classId) {
        return store.find(classId).hasElement();
    }

    /** To be counted when {@code due} has come; whoever is counting it now will not be believed. */
    Mono<Void> touch(String classId, Instant due) {
        long dueAt = due.toEpochMilli();
        return store.create(classId, classId, new ClassConnectivity(null, dueAt), List.of())
                .then(Mono.defer(() -> store.change(
                        classId,
                        Optional.empty(),
                        known -> Decision.accepted(
                                new ClassConnectivity(known.value().told(), dueAt)))))
                .then();
    }

    Flux<Stored<ClassConnectivity>> due(Instant at, int max) {
        return store.query(and(gt("dueAt", 0L), lte("dueAt", at.toEpochMilli())), Sorts.ascending("dueAt"), max);
    }

    /** Takes the count over, unless the class was touched since it was read: then it is due still. */
    Mono<Void> settle(Stored<ClassConnectivity> due, ConnectivityCounts counts, List<PublishedEvent> events) {
        return store.save(due, new ClassConnectivity(counts, null), events)
                .then()
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }
}
