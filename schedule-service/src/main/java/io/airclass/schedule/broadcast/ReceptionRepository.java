package io.airclass.schedule.broadcast;

import static com.mongodb.client.model.Filters.eq;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What schools said of broadcasts; {@code _id} is {@code broadcast~school} and the shard key. What is of no past broadcast is in memory, by school. */
@Repository
class ReceptionRepository {
    private final AggregateStore<Reception> receptions;
    private final Followed<Reception> followed;
    private final PutIn putIn = new PutIn();

    ReceptionRepository(Database database, BroadcastRepository broadcasts, Clock clock) {
        receptions = database.aggregates(
                "broadcastReceptions",
                Reception.class,
                NamedIndex.on("byBroadcast", "broadcastId", "_id"),
                NamedIndex.on("byChange", Followed.CHANGED, "_id"));
        followed = new Followed<>(
                receptions,
                Reception::schoolId,
                (said, at) -> BroadcastRules.isLongAgo(said.savedAt(), at)
                        && broadcasts.followed().find(said.broadcastId()).isEmpty(),
                putIn,
                clock);
    }

    static String idOf(String broadcastId, String schoolId) {
        return broadcastId + "~" + schoolId;
    }

    Followed<Reception> followed() {
        return followed;
    }

    /** As far as what schools said is in memory. */
    PutIn putIn() {
        return putIn;
    }

    Mono<Optional<Stored<Reception>>> find(String broadcastId, String schoolId) {
        return receptions.find(idOf(broadcastId, schoolId)).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    /** Decides on what is there now, and anew when others were faster. */
    Mono<Stored<Reception>> put(
            String broadcastId, String schoolId, Function<Optional<Reception>, Decision<Reception>> decide) {
        var id = idOf(broadcastId, schoolId);
        return receptions
                .find(id)
                .flatMap(there ->
                        receptions.change(id, Optional.empty(), current -> decide.apply(Optional.of(current.value()))))
                .switchIfEmpty(Mono.defer(() -> receptions
                        .put(id, Optional.empty(), current -> decide.apply(current.map(Stored::value)))
                        .map(Put::stored)
                        .onErrorResume(
                                ReceptionRepository::isThereNow,
                                _ -> receptions.change(
                                        id, Optional.empty(), current -> decide.apply(Optional.of(current.value()))))))
                .map(followed::put);
    }

    /** Somebody made it between the look and the write: what is asked changes it then, which needs no version here. */
    private static boolean isThereNow(Throwable thrown) {
        return thrown instanceof Refused refused && refused.rejection().slug().equals("if-match-missing");
    }

    Mono<Page<Stored<Reception>>> ofBroadcast(String broadcastId, PageRequest page) {
        return receptions.page(eq("broadcastId", broadcastId), page);
    }

    Flux<Stored<Reception>> all(String broadcastId) {
        return receptions.all(eq("broadcastId", broadcastId));
    }
}
