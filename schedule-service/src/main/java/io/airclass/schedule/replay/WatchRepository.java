package io.airclass.schedule.replay;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.retention.Kept;
import io.airclass.schedule.retention.Oldest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code replayWatchings}, shard key {@code _id}: replay and student. */
@Repository
class WatchRepository implements Kept {
    private static final String LAST_AT = "lastAt";

    private final AggregateStore<Watching> store;

    WatchRepository(Database database) {
        store = database.aggregates("replayWatchings", Watching.class, NamedIndex.on("lastAt", LAST_AT));
    }

    @Override
    public String what() {
        return "watchings";
    }

    @Override
    public Time time() {
        return Time.PERSONAL;
    }

    @Override
    public Mono<Long> end(Instant before, int max) {
        return Oldest.delete(store.driver(), LAST_AT, before, max);
    }

    /** Decides on what is there, or on nothing, and writes it; decided anew where somebody was faster. */
    Mono<Watching> change(String replayId, String studentId, Function<Optional<Watching>, Decision<Watching>> decide) {
        String id = replayId + "/" + studentId;
        return store.change(id, Optional.empty(), stored -> decide.apply(Optional.of(stored.value())))
                .switchIfEmpty(Mono.defer(() -> switch (decide.apply(Optional.empty())) {
                    case Decision.Accepted<Watching>(Watching first, var events) ->
                        store.create(id, null, first, events);
                    case Decision.Unchanged<Watching>(Watching current) -> Mono.just(new Stored<>(id, 0, current));
                    case Decision.Rejected<Watching>(Rejection rejection) -> Refused.mono(rejection);
                }))
                .map(Stored::value)
                .onErrorResume(WatchRepository::isTaken, _ -> change(replayId, studentId, decide));
    }

    private static boolean isTaken(Throwable thrown) {
        return thrown instanceof Refused refused && refused.rejection().slug().equals("already-exists");
    }
}
