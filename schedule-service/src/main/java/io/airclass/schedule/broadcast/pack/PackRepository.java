package io.airclass.schedule.broadcast.pack;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The packs of lessons; {@code _id} is the lesson's id and the shard key. */
@Repository
class PackRepository {
    private final AggregateStore<LessonPacks> packs;

    PackRepository(Database database) {
        packs = database.aggregates("lessonPacks", LessonPacks.class);
    }

    Mono<Stored<LessonPacks>> find(String lessonId) {
        return packs.find(lessonId);
    }

    Mono<Put<LessonPacks>> put(
            String lessonId,
            Optional<Long> expectedVersion,
            Function<Optional<Stored<LessonPacks>>, Decision<LessonPacks>> decide) {
        return packs.put(lessonId, expectedVersion, decide);
    }
}
