package io.airclass.schedule.broadcast.pack;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which classes' teachers discussed a lesson; {@code _id} is {@code lesson/class} and the shard key. */
@Repository
class DiscussionRepository {
    private final AggregateStore<Discussion> discussions;

    DiscussionRepository(Database database) {
        discussions = database.aggregates("lessonDiscussions", Discussion.class);
    }

    private static String idOf(String lessonId, String classId) {
        return lessonId + "/" + classId;
    }

    Flux<Stored<Discussion>> of(String lessonId, Collection<String> classIds) {
        return discussions.findAll(
                classIds.stream().map(classId -> idOf(lessonId, classId)).toList());
    }

    Mono<Put<Discussion>> put(Optional<Long> expectedVersion, Discussion next) {
        return discussions.put(idOf(next.lessonId(), next.classId()), expectedVersion, current -> current.filter(
                        there -> there.value().note().equals(next.note()))
                .map(there -> Decision.unchanged(there.value()))
                .orElseGet(() -> Decision.accepted(next)));
    }
}
