package io.airclass.schedule.live.interaction;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BsonField;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.schedule.retention.Kept;
import io.airclass.schedule.retention.Oldest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The collection {@code interactions}, shard key {@code _id}: a document {@code {group, personId, n, ids, kinds: {<kind>: how often}, firstAt}} for
 * each person and lesson, of at most {@value #OF_PERSON_MAX} ids, under 6 KB. The id is {@code <lesson>/<group>/<person>}.
 */
@Repository
class InteractionRepository implements Kept {
    /** Of one person in one lesson. */
    static final int OF_PERSON_MAX = 100;

    /** People of a class, and classes of a lesson, that are told. */
    static final int TOLD_MAX = 2_000;

    private static final int ATTEMPTS_MAX = 4;
    private static final String FIRST_AT = "firstAt";
    private static final String KINDS = "kinds";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<BsonDocument> interactions;

    InteractionRepository(Database database) {
        interactions = database.collection("interactions", BsonDocument.class, NamedIndex.sparse(FIRST_AT, FIRST_AT));
    }

    @Override
    public String what() {
        return "interactions";
    }

    @Override
    public Time time() {
        return Time.PERSONAL;
    }

    @Override
    public Mono<Long> end(Instant before, int max) {
        return Oldest.delete(interactions, FIRST_AT, before, max);
    }

    /** Stores all for which there is room; the same again changes nothing. */
    Mono<Void> store(List<Interaction> some) {
        return beginnings(some)
                .then(Mono.defer(() -> Mono.from(interactions.bulkWrite(
                        some.stream().map(InteractionRepository::write).toList(), UNORDERED))))
                .then();
    }

    /** The documents of people who take part for the first time. */
    private Mono<Void> beginnings(List<Interaction> some) {
        var byId = new LinkedHashMap<String, WriteModel<BsonDocument>>();
        some.forEach(one -> byId.putIfAbsent(
                id(one.lessonId(), one.group(), one.personId()),
                new UpdateOneModel<>(
                        eq("_id", id(one.lessonId(), one.group(), one.personId())),
                        combine(
                                setOnInsert("group", one.group()),
                                setOnInsert("personId", one.personId()),
                                setOnInsert("n", 0L),
                                setOnInsert("ids", List.of()),
                                setOnInsert(FIRST_AT, Date.from(one.at()))),
                        UPSERT)));
        return Mono.defer(() -> Mono.from(interactions.bulkWrite(new ArrayList<>(byId.values()), UNORDERED)))
                .retryWhen(Retry.max(ATTEMPTS_MAX).filter(InteractionRepository::isMadeByAnother))
                .then();
    }

    private static boolean isMadeByAnother(Throwable thrown) {
        return thrown instanceof MongoBulkWriteException bulk
                && bulk.getWriteConcernError() == null
                && bulk.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
    }

    private static WriteModel<BsonDocument> write(Interaction one) {
        return new UpdateOneModel<>(
                and(
                        eq("_id", id(one.lessonId(), one.group(), one.personId())),
                        lt("n", (long) OF_PERSON_MAX),
                        ne("ids", one.id())),
                combine(push("ids", one.id()), inc("n", 1L), inc(KINDS + "." + one.kind(), 1L)));
    }

    static String id(String lessonId, String group, String personId) {
        return lessonId + "/" + group + "/" + personId;
    }

    Mono<Boolean> isStored(Interaction one) {
        return Mono.from(interactions
                        .find(eq("_id", id(one.lessonId(), one.group(), one.personId())))
                        .limit(1))
                .map(found -> found.getArray("ids").contains(new BsonString(one.id())))
                .defaultIfEmpty(false);
    }

    /** How often each class took part, the staff among them. */
    Mono<List<Taken>> byClass(String lessonId) {
        var sums = new ArrayList<BsonField>();
        sums.add(Accumulators.sum("people", 1L));
        for (var kind : InteractionKind.values()) {
            sums.add(Accumulators.sum(kind.name(), "$" + KINDS + "." + kind));
        }
        return Flux.from(interactions.aggregate(List.of(
                        Aggregates.match(beginsWith(lessonId + "/")),
                        Aggregates.group("$group", sums),
                        Aggregates.sort(Sorts.ascending("_id")),
                        Aggregates.limit(TOLD_MAX))))
                .map(found -> new Taken(
                        found.getString("_id").getValue(),
                        found.getNumber("people").longValue(),
                        kinds(found)))
                .collectList();
    }

    /** How often each of a class took part. */
    Mono<List<Taken>> ofClass(String lessonId, String classId) {
        return people(Flux.from(interactions
                .find(beginsWith(lessonId + "/" + classId + "/"))
                .sort(Sorts.ascending("_id"))
                .limit(TOLD_MAX)));
    }

    /** @param ids as {@link #id} makes them */
    Mono<List<Taken>> of(Collection<String> ids) {
        return ids.isEmpty() ? Mono.just(List.of()) : people(Flux.from(interactions.find(in("_id", ids))));
    }

    private static Mono<List<Taken>> people(Flux<BsonDocument> found) {
        return found.map(one -> new Taken(
                        one.getString("personId").getValue(), 1, kinds(one.getDocument(KINDS, new BsonDocument()))))
                .collectList();
    }

    private static Map<InteractionKind, Long> kinds(BsonDocument fields) {
        var kinds = new EnumMap<InteractionKind, Long>(InteractionKind.class);
        for (var kind : InteractionKind.values()) {
            long often = fields.getNumber(kind.name(), new BsonInt64(0)).longValue();
            if (often > 0) {
                kinds.put(kind, often);
            }
        }
        return kinds;
    }

    /** {@code 0} comes after {@code /}. */
    private static Bson beginsWith(String beginning) {
        return and(gte("_id", beginning), lt("_id", beginning.substring(0, beginning.length() - 1) + "0"));
    }
}
