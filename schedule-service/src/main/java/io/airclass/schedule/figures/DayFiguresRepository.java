package io.airclass.schedule.figures;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The collection {@code lessonFigures}, shard key {@code _id}: a place and a day. */
@Repository
class DayFiguresRepository {
    private static final String COLLECTION = "lessonFigures";
    private static final String DUE_AT = "dueAt";
    private static final int IDS_MAX = 500;
    private static final Bson WITHOUT_FACTS =
            Projections.include("orgId", "within", "day", "sums", "hidden", "marks", DUE_AT);
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final AggregateStore<DayFigures> store;
    private final MongoCollection<DaySums> sums;

    /** Figures without what they were counted from. */
    public record DaySums(
            @BsonId String id,
            String orgId,
            List<String> within,
            String day,
            Map<String, Long> sums,
            List<String> hidden,
            long marks,
            @MayBeAbsent Instant dueAt) {
        Sums counted() {
            return Sums.ofKeys(sums);
        }
    }

    DayFiguresRepository(Database database) {
        store = database.aggregates(
                COLLECTION,
                DayFigures.class,
                NamedIndex.on("byParentDay", "parentId", "day", "_id"),
                NamedIndex.sparse("byDue", DUE_AT));
        sums = database.collection(COLLECTION, DaySums.class);
    }

    Mono<Stored<DayFigures>> find(String id) {
        return store.find(id);
    }

    Flux<Stored<DayFigures>> findAll(List<String> ids) {
        return Flux.fromIterable(ids).buffer(IDS_MAX).concatMap(store::findAll);
    }

    Mono<Stored<DayFigures>> create(String id, DayFigures first) {
        return store.create(id, null, first, List.of());
    }

    /** {@link VersionMoved} where somebody was faster. */
    Mono<Stored<DayFigures>> save(Stored<DayFigures> current, DayFigures next) {
        return store.save(current, next, List.of());
    }

    /** Those that have something to be done, at most so many, without facts. */
    Flux<Stored<DayFigures>> due(Instant at, int limit) {
        return store.query(lte(DUE_AT, at), Sorts.ascending(DUE_AT), limit);
    }

    /** Nothing is to be done any more, unless it changed since it was read. */
    Mono<Void> settle(Stored<DayFigures> read) {
        return store.update(read.id(), read.version(), Updates.unset(DUE_AT), List.of())
                .onErrorResume(VersionMoved.class, _ -> Mono.empty())
                .then();
    }

    /** Keeps a sum from the other replicas until then; empty where another was faster or something more was told. */
    Mono<Stored<DayFigures>> claim(Stored<DayFigures> due, Instant until) {
        return store.update(due.id(), due.version(), Updates.set(DUE_AT, until), List.of())
                .map(version -> new Stored<>(due.id(), version, due.value()))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }

    /** Writes a sum; empty where another replica has added up meanwhile. */
    Mono<Stored<DayFigures>> addedUp(Stored<DayFigures> claimed, Sums next, Collection<String> hidden) {
        var changes = Updates.combine(Updates.set("sums", next.byKey()), Updates.set("hidden", List.copyOf(hidden)));
        return store.update(claimed.id(), claimed.version(), changes, List.of())
                .map(version -> new Stored<>(claimed.id(), version, claimed.value()))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }

    /** Nothing is to be done any more; where something was told since it was read, it is made again at that time. */
    Mono<Void> settleSum(Stored<DayFigures> addedUp, Instant soon) {
        var filter = and(eq("_id", addedUp.id()), eq("marks", addedUp.value().marks()));
        return Mono.from(store.driver().updateOne(filter, Updates.unset(DUE_AT)))
                .filter(result -> result.getMatchedCount() == 0)
                .flatMap(_ -> Mono.from(store.driver().updateOne(eq("_id", addedUp.id()), Updates.min(DUE_AT, soon))))
                .then();
    }

    /**
     * What is below has changed: the sum is made anew, not before that time. It does not disturb a sum that is being made, but that is made
     * once more.
     *
     * @param within of the place whose sum it is, the root first
     */
    Mono<Void> mark(List<String> within, LocalDate day, Instant dueAt) {
        String orgId = within.getLast();
        var always = List.of(Updates.inc("marks", 1L), Updates.min(DUE_AT, dueAt));
        var first = new ArrayList<Bson>(always);
        first.add(Updates.setOnInsert("version", 1L));
        first.add(Updates.setOnInsert("orgId", orgId));
        if (within.size() > 1) {
            first.add(Updates.setOnInsert("parentId", within.get(within.size() - 2)));
        }
        first.add(Updates.setOnInsert("within", within));
        first.add(Updates.setOnInsert("day", day.toString()));
        first.add(Updates.setOnInsert("sums", Map.of()));
        first.add(Updates.setOnInsert("hidden", List.of()));
        return Mono.defer(() -> Mono.from(
                        store.driver().updateOne(eq("_id", DayFigures.id(orgId, day)), Updates.combine(first), UPSERT)))
                .retryWhen(Retry.max(1).filter(DayFiguresRepository::isTaken))
                .then();
    }

    private static boolean isTaken(Throwable thrown) {
        return thrown instanceof MongoWriteException write
                && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    /** Of these days of one place, in the order of days. */
    Mono<List<DaySums>> of(String orgId, List<LocalDate> days) {
        return ofIds(days.stream().map(day -> DayFigures.id(orgId, day)).toList());
    }

    /** Those of these ids that there are, in the order of ids. */
    Mono<List<DaySums>> ofIds(Collection<String> ids) {
        return Flux.fromIterable(ids)
                .distinct()
                .buffer(IDS_MAX)
                .concatMap(some ->
                        sums.find(in("_id", some)).projection(WITHOUT_FACTS).batchSize(IDS_MAX))
                .sort(Comparator.comparing(DaySums::id))
                .collectList();
    }

    /** Of these days of all that is directly below, at most so many. */
    Mono<List<DaySums>> below(String orgId, LocalDate from, LocalDate to, int limit) {
        return Flux.from(sums.find(and(eq("parentId", orgId), gte("day", from.toString()), lte("day", to.toString())))
                        .projection(WITHOUT_FACTS)
                        .sort(Sorts.ascending("parentId", "day", "_id"))
                        .limit(limit)
                        .batchSize(limit))
                .collectList();
    }
}
