package io.airclass.exam.sitting;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Sorts;
import io.airclass.exam.sitting.Sitting.InProgress;
import io.airclass.exam.sitting.SittingRules.Save;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code sittings}. */
public final class SittingRepository {

    /** A second start of the same sitting asks for the same thing, whenever it comes. */
    private static final String ANY_START = "start";

    private static final String KIND = "kind";
    private static final String OPEN = "in-progress";
    private static final String CLOSE_AT = "closeAt";

    private final AggregateStore<Sitting> store;

    public SittingRepository(Database database) {
        store = database.aggregates(
                "sittings",
                Sitting.class,
                NamedIndex.on("exam", "seat.examId", "_id"),
                NamedIndex.sparse(CLOSE_AT, CLOSE_AT));
    }

    /** Creates the sitting, or gives the one that is there. */
    public Mono<Stored<Sitting>> start(String id, Sitting first) {
        return store.create(id, ANY_START, first, List.of());
    }

    public Mono<Stored<Sitting>> find(String id) {
        return store.find(id);
    }

    /**
     * Saves one answer, and nothing else of the sitting, if the sitting is open, its time is not over and the answer is the next one.
     *
     * @param notDueBefore deadlines before this are over
     * @return whether it was saved
     */
    public Mono<Boolean> save(String id, Save save, Instant notDueBefore, Instant at) {
        var field = "answers." + save.itemId();
        var isNext = save.version() == 1 ? exists(field, false) : eq(field + ".version", save.version() - 1);
        var filter = and(eq("_id", id), eq(KIND, OPEN), gte("seat.dueAt", notDueBefore), isNext);
        return Mono.from(store.driver()
                        .updateOne(filter, answered(field, new SavedAnswer(save.version(), save.answer(), at))))
                .map(result -> result.getMatchedCount() == 1);
    }

    /** The sitting's own version moves too, so that a hand-in which read it before is decided anew. */
    private static Bson answered(String field, SavedAnswer answer) {
        return combine(set(field, answer), inc("version", 1L));
    }

    public Mono<Stored<Sitting>> change(String id, Function<Stored<Sitting>, Decision<Sitting>> decide) {
        return store.change(id, Optional.empty(), decide);
    }

    public Mono<Page<Stored<Sitting>>> page(String examId, Integer limit, String cursor) {
        return Mono.defer(() -> store.page(eq("seat.examId", examId), PageRequest.of("_id", false, limit, cursor)));
    }

    /** Sittings that are to be closed, the longest due first. */
    public Flux<Stored<Sitting>> due(Instant at, int limit) {
        return store.query(lt(CLOSE_AT, at), Sorts.ascending(CLOSE_AT), limit);
    }

    /**
     * Claims a due sitting for this replica until {@code until}; another that saw it too does not get it before.
     *
     * @return whether it is ours
     */
    public Mono<Boolean> claim(String id, InProgress seen, Instant until) {
        var filter = and(eq("_id", id), eq(KIND, OPEN), eq(CLOSE_AT, seen.closeAt()));
        return Mono.from(store.driver().updateOne(filter, set(CLOSE_AT, until)))
                .map(result -> result.getMatchedCount() == 1);
    }
}
