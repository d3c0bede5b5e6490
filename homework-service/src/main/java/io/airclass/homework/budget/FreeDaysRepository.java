package io.airclass.homework.budget;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code homeworkFreeDays}, shard key {@code _id}: the school. */
@Repository
class FreeDaysRepository {
    private final AggregateStore<FreeDays> store;

    FreeDaysRepository(Database database) {
        store = database.aggregates("homeworkFreeDays", FreeDays.class);
    }

    Mono<Stored<FreeDays>> find(String schoolId) {
        return store.find(schoolId);
    }

    Flux<Stored<FreeDays>> findAll(List<String> schoolIds) {
        return store.findAll(schoolIds);
    }

    Mono<Put<FreeDays>> put(
            String schoolId, Optional<Long> expectedVersion, Function<Optional<FreeDays>, Decision<FreeDays>> decide) {
        return store.put(schoolId, expectedVersion, current -> decide.apply(current.map(Stored::value)));
    }
}
