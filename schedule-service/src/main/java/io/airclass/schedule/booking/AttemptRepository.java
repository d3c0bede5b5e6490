package io.airclass.schedule.booking;

import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.booking.Attempt.Claiming;
import io.airclass.schedule.booking.Attempt.Committed;
import io.airclass.schedule.booking.Attempt.Done;
import io.airclass.schedule.booking.Attempt.Failed;
import io.airclass.schedule.booking.Attempt.Failing;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The attempts; {@code _id} is the attempt's id and the shard key. */
@Repository
public class AttemptRepository {
    private final AggregateStore<Attempt> attempts;

    /** What an attempt may have become. */
    enum Outcome {
        /** It may still succeed or fail. */
        PENDING,
        /** It is true; what it claimed is taken, and being kept. */
        TRUE,
        /** It failed, or never was, or has kept all that it claimed: a claim of it that is not kept holds nothing. */
        VOID
    }

    AttemptRepository(Database database) {
        attempts = database.aggregates("attempts", Attempt.class, NamedIndex.sparse("dueAt", "dueAt"));
    }

    public Mono<Stored<Attempt>> find(String id) {
        return attempts.find(id);
    }

    /** An attempt that nobody knows never was. */
    Mono<Outcome> outcome(String id) {
        return attempts.find(id)
                .map(found -> switch (found.value()) {
                    case Claiming _ -> Outcome.PENDING;
                    case Committed _ -> Outcome.TRUE;
                    case Done _, Failing _, Failed _ -> Outcome.VOID;
                })
                .defaultIfEmpty(Outcome.VOID);
    }

    /** Refused with {@code already-exists} where there is one of that id. */
    public Mono<Stored<Attempt>> create(String id, Attempt first) {
        return attempts.create(id, null, first, List.of());
    }

    /** Writes the next state of what was read; {@link VersionMoved} when somebody else was faster. */
    Mono<Stored<Attempt>> save(Stored<Attempt> current, Attempt next) {
        return attempts.save(current, next, List.of());
    }

    /** Those that nobody works on, the longest waiting first. */
    Flux<Stored<Attempt>> due(Instant at, int limit) {
        return attempts.query(lte("dueAt", at.toEpochMilli()), Sorts.ascending("dueAt"), limit);
    }
}
