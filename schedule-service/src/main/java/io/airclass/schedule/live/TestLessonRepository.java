package io.airclass.schedule.live;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code testLessons}, shard key {@code _id}. */
@Repository
class TestLessonRepository {
    private final AggregateStore<TestLesson> store;

    TestLessonRepository(Database database) {
        store = database.aggregates("testLessons", TestLesson.class);
    }

    Mono<PlannedLesson> planned(String lessonId) {
        return store.find(lessonId).map(stored -> stored.value().planned(lessonId));
    }

    Mono<Put<TestLesson>> put(String lessonId, Optional<Long> expectedVersion, TestLesson next) {
        return store.put(lessonId, expectedVersion, current -> current.filter(
                        there -> there.value().equals(next))
                .<Decision<TestLesson>>map(there -> Decision.unchanged(there.value()))
                .orElseGet(() -> Decision.accepted(next)));
    }
}
