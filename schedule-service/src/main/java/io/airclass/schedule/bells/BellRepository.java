package io.airclass.schedule.bells;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The bells, one document a school; {@code _id} is the school's id and the shard key. */
@Repository
class BellRepository {
    private final AggregateStore<Bells> bells;

    BellRepository(Database database) {
        bells = database.aggregates("bells", Bells.class);
    }

    Mono<Stored<Bells>> find(String schoolId) {
        return bells.find(schoolId);
    }

    Mono<Put<Bells>> put(
            String schoolId,
            Optional<Long> expectedVersion,
            Function<Optional<Stored<Bells>>, Decision<Bells>> decide) {
        return bells.put(schoolId, expectedVersion, decide);
    }
}
