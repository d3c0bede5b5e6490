package io.airclass.roster.figures;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of counted schools; shard key {@code _id}. */
@Repository
class FigureRepository {
    private static final int BATCH = 500;

    private final MongoCollection<SchoolFigures> figures;

    FigureRepository(Database database) {
        figures = database.collection(
                "schoolFigures",
                SchoolFigures.class,
                NamedIndex.on("byOrg", "within", "_id"),
                NamedIndex.sparse("dueAt", "dueAt"));
    }

    /** To be counted when {@code due} has come; whoever is counting one of them now will not be believed. */
    Mono<Void> touch(Collection<String> schoolIds, Instant due) {
        return touch(schoolIds, Updates.set("dueAt", due.toEpochMilli()));
    }

    /** The same, but one that is due before stays so: touched again and again, it is counted all the same. */
    Mono<Void> touchOften(Collection<String> schoolIds, Instant due) {
        return touch(schoolIds, Updates.min("dueAt", due.toEpochMilli()));
    }

    private Mono<Void> touch(Collection<String> schoolIds, Bson dueAt) {
        if (schoolIds.isEmpty()) {
            return Mono.empty();
        }
        var updates = schoolIds.stream()
                .map(id -> new UpdateOneModel<SchoolFigures>(
                        eq("_id", id),
                        Updates.combine(
                                dueAt,
                                Updates.setOnInsert("within", List.of()),
                                Updates.setOnInsert("classes", 0L),
                                Updates.setOnInsert("students", 0L),
                                Updates.setOnInsert("teachers", 0L)),
                        new UpdateOptions().upsert(true)))
                .toList();
        return Mono.from(figures.bulkWrite(updates, new BulkWriteOptions().ordered(false)))
                .then();
    }

    Flux<SchoolFigures> due(Instant at, int max) {
        return Flux.from(figures.find(and(gt("dueAt", 0L), lte("dueAt", at.toEpochMilli())))
                .sort(Sorts.ascending("dueAt"))
                .limit(max));
    }

    /** Whether it is ours to count until the lease ends. */
    Mono<Boolean> claim(SchoolFigures school, Instant leaseEnd) {
        return Mono.from(figures.updateOne(
                        and(eq("_id", school.id()), eq("dueAt", school.dueAt())),
                        Updates.set("dueAt", leaseEnd.toEpochMilli())))
                .map(result -> result.getMatchedCount() == 1);
    }

    /** Takes the count over, unless the school was touched since the claim: then it is due already. */
    Mono<Boolean> settle(SchoolFigures counted, Instant leaseEnd) {
        return Mono.from(
                        figures.replaceOne(and(eq("_id", counted.id()), eq("dueAt", leaseEnd.toEpochMilli())), counted))
                .map(result -> result.getMatchedCount() == 1);
    }

    /** A school that is gone counts no more. */
    Mono<Void> drop(String schoolId, Instant leaseEnd) {
        return Mono.from(figures.deleteOne(and(eq("_id", schoolId), eq("dueAt", leaseEnd.toEpochMilli()))))
                .then();
    }

    /** All schools below an organisation, itself among them. */
    Flux<SchoolFigures> below(String orgId) {
        return below(orgId, "")
                .expand(some -> some.size() < BATCH
                        ? Mono.empty()
                        : below(orgId, some.getLast().id()))
                .concatMapIterable(some -> some);
    }

    private Mono<List<SchoolFigures>> below(String orgId, String afterId) {
        return Flux.from(figures.find(and(eq("within", orgId), gt("_id", afterId)))
                        .sort(Sorts.ascending("_id"))
                        .limit(BATCH))
                .collectList();
    }
}
