package io.airclass.schedule.live;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code lessonProviders}, shard key {@code _id}. */
@Repository
class LessonProvidersRepository {
    private final AggregateStore<LessonProviders> store;

    LessonProvidersRepository(Database database) {
        store = database.aggregates("lessonProviders", LessonProviders.class);
    }

    Mono<Stored<LessonProviders>> find(String lessonId) {
        return store.find(lessonId);
    }

    Mono<Put<LessonProviders>> put(String lessonId, Optional<Long> expectedVersion, LessonProviders next) {
        return store.put(lessonId, expectedVersion, current -> current.filter(
                        there -> there.value().choices().equals(next.choices()))
                .<Decision<LessonProviders>>map(there -> Decision.unchanged(there.value()))
                .orElseGet(() -> Decision.accepted(next)));
    }
}
