package io.airclass.rosterview;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.contracts.Stage;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** One of the view's collections; what was deleted is kept, so that a late event cannot bring it back, and never found. */
final class RosterRepository<T> {
    private static final Bson NOT_DELETED = eq("deleted", false);
    private static final ReplaceOptions OR_INSERT = new ReplaceOptions().upsert(true);
    private static final int IDS_MAX = 500;

    private final MongoCollection<T> collection;

    RosterRepository(MongoCollection<T> collection) {
        this.collection = collection;
    }

    /**
     * Puts the state in place of an older one, or of none. When the one that is there is as new or newer, the write finds no
     * document to replace and its insert meets the {@code _id}; a second try tells that from two first inserts at once.
     */
    Mono<Void> replaceOlder(String id, long sequence, T state) {
        return Mono.defer(() -> Mono.from(
                        collection.replaceOne(and(eq("_id", id), lt("sequence", sequence)), state, OR_INSERT)))
                .retryWhen(Retry.max(1)
                        .filter(RosterRepository::isTaken)
                        .onRetryExhaustedThrow((_, signal) -> signal.failure()))
                .onErrorComplete(RosterRepository::isTaken)
                .then();
    }

    static boolean isTaken(Throwable error) {
        return error instanceof MongoWriteException write
                && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    Mono<T> find(String id) {
        return Mono.from(collection.find(and(eq("_id", id), NOT_DELETED)).limit(1));
    }

    /** Those of these ids that there are, in any order; one query for each 500 ids. */
    Flux<T> findAll(Collection<String> ids) {
        return Flux.fromIterable(ids).buffer(IDS_MAX).concatMap(some -> collection
                .find(and(in("_id", some), NOT_DELETED))
                .batchSize(IDS_MAX));
    }

    /** All there are, for a collection that is read whole: by the order of their ids, some at a time. */
    Flux<T> all(Function<T, String> id) {
        return after("")
                .expand(found -> found.size() < IDS_MAX ? Mono.empty() : after(id.apply(found.getLast())))
                .flatMapIterable(found -> found);
    }

    private Mono<List<T>> after(String id) {
        return Flux.from(collection
                        .find(gt("_id", id))
                        .sort(ascending("_id"))
                        .limit(IDS_MAX)
                        .batchSize(IDS_MAX))
                .collectList();
    }

    /** Those that have this value in an indexed field, at most {@code limitMax}. */
    Mono<List<T>> findBy(String field, Collection<String> values, int limitMax) {
        Bson filter = values.size() == 1 ? eq(field, values.iterator().next()) : in(field, values);
        return Flux.from(collection
                        .find(and(filter, NOT_DELETED))
                        .limit(limitMax)
                        .batchSize(limitMax))
                .collectList();
    }

    /** What comes after an id, its ids only, in their order; those that were deleted too. */
    Mono<List<T>> idsAfter(String id, int limitMax) {
        return Flux.from(collection
                        .find(gt("_id", id))
                        .projection(include("_id"))
                        .sort(ascending("_id"))
                        .limit(limitMax)
                        .batchSize(limitMax))
                .collectList();
    }

    /** The classes of one grade of an organisation and all below it that come after an id, their ids only, in their order. */
    Mono<List<T>> idsIn(String orgId, Stage stage, int grade, String after, int limitMax) {
        return Flux.from(collection
                        .find(and(
                                eq("within", orgId),
                                eq("stage", stage.name()),
                                eq("grade", grade),
                                NOT_DELETED,
                                gt("_id", after)))
                        .projection(include("_id"))
                        .sort(ascending("_id"))
                        .limit(limitMax)
                        .batchSize(limitMax))
                .collectList();
    }
}
