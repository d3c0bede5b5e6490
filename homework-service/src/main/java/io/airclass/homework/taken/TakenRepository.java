package io.airclass.homework.taken;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code minutesTaken}, shard key {@code _id}: a hash of assignment and child. */
@Repository
class TakenRepository {
    private static final int ATTEMPTS_MAX = 8;

    /** More students than a class has. */
    private static final int OF_CLASS_MAX = 200;

    private final AggregateStore<Taken> store;

    TakenRepository(Database database) {
        store = database.aggregates(
                "minutesTaken", Taken.class, NamedIndex.on("ofClass", "assignmentId", "classId", "_id"));
    }

    Mono<Void> put(String studentId, Taken taken) {
        return store.makeOrChange(
                        Ids.from("minutes-taken", taken.assignmentId(), studentId),
                        ATTEMPTS_MAX,
                        current -> current.map(Stored::value)
                                .filter(taken::equals)
                                .map(Decision::unchanged)
                                .orElseGet(() -> Decision.accepted(taken)))
                .then();
    }

    Flux<Long> minutes(String assignmentId, String classId) {
        return store.query(
                        and(eq("assignmentId", assignmentId), eq("classId", classId)),
                        Sorts.ascending("_id"),
                        OF_CLASS_MAX)
                .map(stored -> stored.value().minutes());
    }
}
