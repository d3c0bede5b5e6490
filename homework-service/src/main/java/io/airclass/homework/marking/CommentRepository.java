package io.airclass.homework.marking;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code markingComments}, shard key {@code _id}: the teacher. */
@Repository
class CommentRepository {
    private final AggregateStore<MarkingComments> store;

    CommentRepository(Database database) {
        store = database.aggregates("markingComments", MarkingComments.class);
    }

    Mono<Stored<MarkingComments>> find(String teacherId) {
        return store.find(teacherId);
    }

    Mono<Put<MarkingComments>> put(String teacherId, MarkingComments next, Optional<Long> expectedVersion) {
        return store.put(teacherId, expectedVersion, current -> current.map(Stored::value)
                .filter(next::equals)
                .map(Decision::unchanged)
                .orElseGet(() -> Decision.accepted(next)));
    }
}
