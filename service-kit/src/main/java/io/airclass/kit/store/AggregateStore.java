package io.airclass.kit.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.outbox.OutboxRelay;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.EncoderContext;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * One collection of aggregates: documents {@code {_id, version, …fields of the state…, request?, outbox?, outboxAt?}}
 * that change only by compare-and-set on {@code version}, each change with its events in the same write. Every write
 * may be repeated: ids come from the caller, and a version is used once.
 *
 * @param <T> the state: a record, or a sealed interface of records
 */
public final class AggregateStore<T> {
    static final String ID = "_id";
    static final String VERSION = "version";
    static final String REQUEST = "request";
    static final String OUTBOX = OutboxRelay.OUTBOX;
    static final String OUTBOX_AT = OutboxRelay.OUTBOX_AT;

    /** How often a change without an expected version is decided anew when others were faster. */
    public static final int CHANGE_ATTEMPTS_MAX = 8;

    private static final Set<String> OURS = Set.of(ID, VERSION, REQUEST, OUTBOX, OUTBOX_AT, OutboxRelay.OUTBOX_TRIES);
    private static final Bson WITHOUT_OUTBOX = Projections.exclude(OUTBOX, OUTBOX_AT, OutboxRelay.OUTBOX_TRIES);

    private final MongoCollection<RawBsonDocument> collection;
    private final Codec<T> codec;
    private final Set<String> fields = new TreeSet<>();
    private final OutboxRelay relay;
    private final EventJson events;
    private final Clock clock;

    AggregateStore(
            MongoCollection<RawBsonDocument> collection,
            Codec<T> codec,
            Class<T> type,
            OutboxRelay relay,
            EventJson events,
            Clock clock) {
        this.collection = collection;
        this.codec = codec;
        this.relay = relay;
        this.events = events;
        this.clock = clock;
        SealedCodecs.records(type)
                .flatMap(each -> Stream.of(each.getRecordComponents()))
                .map(RecordComponent::getName)
                .forEach(fields::add);
        if (fields.stream().anyMatch(OURS::contains)) {
            throw new IllegalArgumentException(type.getName() + " has a component with a name of " + OURS);
        }
    }

    /** The name of the collection. */
    public String name() {
        return collection.getNamespace().getCollectionName();
    }

    /** The driver's collection, for reads of another shape and bulk writes; its documents are never written whole. */
    public MongoCollection<RawBsonDocument> driver() {
        return collection;
    }

    public Mono<Stored<T>> find(String id) {
        return Mono.from(collection.find(eq(ID, id)).projection(WITHOUT_OUTBOX).limit(1))
                .map(this::stored);
    }

    /** The aggregates of these ids that exist, in no order. */
    public Flux<Stored<T>> findAll(List<String> ids) {
        return ids.isEmpty()
                ? Flux.empty()
                : Flux.from(collection
                                .find(com.mongodb.client.model.Filters.in(ID, ids))
                                .projection(WITHOUT_OUTBOX))
                        .map(this::stored);
    }

    /**
     * One page of what a filter finds, in the order of the page's sort field and {@code _id}.
     *
     * @param filter must be served by an index that ends in the sort field and {@code _id}
     */
    public Mono<Page<Stored<T>>> page(Bson filter, PageRequest request) {
        return Flux.from(collection
                        .find(request.after(filter))
                        .sort(request.sort())
                        .projection(WITHOUT_OUTBOX)
                        .limit(request.limit() + 1))
                .collectList()
                .map(found -> request.page(found).map(this::stored));
    }

    /**
     * All that a filter finds, however many, by id; read a page at a time.
     *
     * @param filter must be served by an index that ends in {@code _id}
     */
    public Flux<Stored<T>> all(Bson filter) {
        return pageAfter(filter, null)
                .expand(page -> page.cursor() == null ? Mono.empty() : pageAfter(filter, page.cursor()))
                .concatMapIterable(Page::items);
    }

    private Mono<Page<Stored<T>>> pageAfter(Bson filter, String cursor) {
        return Mono.defer(() -> page(filter, PageRequest.of(ID, false, PageRequest.LIMIT_MAX, cursor)));
    }

    /** What a filter finds, at most {@code limit}, in a stated order. */
    public Flux<Stored<T>> query(Bson filter, Bson sort, int limit) {
        return Flux.from(collection
                        .find(filter)
                        .sort(sort)
                        .projection(WITHOUT_OUTBOX)
                        .limit(limit))
                .map(this::stored);
    }

    /**
     * Creates the aggregate with version 1.
     *
     * @param requestHash hash of the request that asks for it: a repeat of the same request gives the aggregate as it
     *     stands, another request for the same id is refused with {@code idempotency-key-reused}; null where a second
     *     creation is always a conflict ({@code already-exists})
     */
    public Mono<Stored<T>> create(String id, String requestHash, T first, List<PublishedEvent> published) {
        return insert(id, requestHash, first, published)
                .onErrorResume(AggregateStore::isDuplicate, thrown -> existing(id, requestHash, thrown));
    }

    private Mono<Stored<T>> insert(String id, String requestHash, T first, List<PublishedEvent> published) {
        return Mono.deferContextual(context -> {
            var document = new BsonDocument(ID, new BsonString(id)).append(VERSION, new BsonInt64(1));
            document.putAll(encode(first));
            if (requestHash != null) {
                document.append(REQUEST, new BsonString(requestHash));
            }
            if (!published.isEmpty()) {
                document.append(OUTBOX, events.entries(published, 1, clock.instant(), context));
                document.append(OUTBOX_AT, new BsonInt64(clock.millis()));
            }
            return Mono.from(collection.insertOne(new RawBsonDocument(document, DOCUMENTS)))
                    .thenReturn(new Stored<>(id, 1, first))
                    .doOnNext(_ -> nudge(id, published));
        });
    }

    private Mono<Stored<T>> existing(String id, String requestHash, Throwable thrown) {
        return Mono.from(collection.find(eq(ID, id)).projection(WITHOUT_OUTBOX).limit(1))
                .switchIfEmpty(Mono.error(() -> new DuplicateKey(name(), thrown.getMessage())))
                .flatMap(document -> {
                    if (requestHash == null) {
                        return Refused.mono(Rejection.conflict("already-exists"));
                    }
                    return requestHash.equals(document.getString(REQUEST, new BsonString(""))
                                    .getValue())
                            ? Mono.just(stored(document))
                            : Refused.mono(Rejection.ruleBroken("idempotency-key-reused"));
                });
    }

    /**
     * Writes the next state if nobody changed the aggregate since {@code current} was read; else {@link VersionMoved}.
     */
    public Mono<Stored<T>> save(Stored<T> current, T next, List<PublishedEvent> published) {
        return update(current.id(), current.version(), replacing(encode(next)), published)
                .map(version -> new Stored<>(current.id(), version, next));
    }

    /**
     * Applies an update of single fields if the aggregate still has this version; else {@link VersionMoved}.
     *
     * @return the new version
     */
    public Mono<Long> update(String id, long version, Bson changes, List<PublishedEvent> published) {
        return updateWhere(and(eq(ID, id), eq(VERSION, version)), id, version, changes, published);
    }

    private Mono<Long> updateWhere(Bson filter, String id, long version, Bson changes, List<PublishedEvent> published) {
        return Mono.deferContextual(context -> {
            var updates = new ArrayList<Bson>(List.of(changes, Updates.inc(VERSION, 1L)));
            if (!published.isEmpty()) {
                BsonArray entries = events.entries(published, version + 1, clock.instant(), context);
                updates.add(Updates.pushEach(OUTBOX, entries.getValues()));
                updates.add(Updates.set(OUTBOX_AT, clock.millis()));
            }
            return Mono.from(collection.updateOne(filter, Updates.combine(updates)))
                    .flatMap(result -> result.getMatchedCount() == 1
                            ? Mono.just(version + 1)
                            : Mono.error(new VersionMoved(name(), id)))
                    .doOnNext(_ -> nudge(id, published))
                    .onErrorMap(AggregateStore::isDuplicate, thrown -> new DuplicateKey(name(), thrown.getMessage()));
        });
    }

    /**
     * Makes and changes many aggregates in one bulk write, each by its own compare-and-set with its own events.
     *
     * @return whether all were written; where not, others were faster with some of them: read again and decide again,
     *     what was written will then be found as it should be
     */
    public Mono<Boolean> saveAll(List<Change<T>> changes) {
        if (changes.isEmpty()) {
            return Mono.just(true);
        }
        return Mono.deferContextual(context -> {
            var writes = changes.stream().map(change -> write(change, context)).toList();
            return Mono.from(collection.bulkWrite(writes, new BulkWriteOptions().ordered(false)))
                    .map(result -> result.getInsertedCount() + result.getMatchedCount() == changes.size())
                    .onErrorResume(AggregateStore::isDuplicateOnly, _ -> Mono.just(false))
                    .doOnNext(_ -> changes.forEach(change -> nudge(change.id(), change.events())));
        });
    }

    private WriteModel<RawBsonDocument> write(Change<T> change, ContextView context) {
        var present = encode(change.next());
        long version = change.version() + 1;
        if (change.version() == 0) {
            var document = new BsonDocument(ID, new BsonString(change.id())).append(VERSION, new BsonInt64(version));
            document.putAll(present);
            if (!change.events().isEmpty()) {
                document.append(OUTBOX, events.entries(change.events(), version, clock.instant(), context));
                document.append(OUTBOX_AT, new BsonInt64(clock.millis()));
            }
            return new InsertOneModel<>(new RawBsonDocument(document, DOCUMENTS));
        }
        var updates = new ArrayList<Bson>();
        updates.add(replacing(present));
        updates.add(Updates.inc(VERSION, 1L));
        if (!change.events().isEmpty()) {
            var entries = events.entries(change.events(), version, clock.instant(), context);
            updates.add(Updates.pushEach(OUTBOX, entries.getValues()));
            updates.add(Updates.set(OUTBOX_AT, clock.millis()));
        }
        return new UpdateOneModel<>(and(eq(ID, change.id()), eq(VERSION, change.version())), Updates.combine(updates));
    }

    /** Sets the fields of a state, and unsets those of ours that it does not have. */
    private Bson replacing(BsonDocument present) {
        var updates = new ArrayList<Bson>();
        updates.add(new BsonDocument("$set", present));
        fields.stream()
                .filter(field -> !present.containsKey(field))
                .map(Updates::unset)
                .forEach(updates::add);
        return Updates.combine(updates);
    }

    private static boolean isDuplicateOnly(Throwable thrown) {
        return thrown instanceof MongoBulkWriteException bulk
                && bulk.getWriteConcernError() == null
                && bulk.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
    }

    /**
     * Load, decide, save: the way of one command. Empty when there is no such aggregate.
     *
     * @param expectedVersion from If-Match: another version is refused with {@code stale-version}; when it is absent,
     *     a change that lost a race is decided again, a bounded number of times, then refused with {@code busy}
     */
    public Mono<Stored<T>> change(String id, Optional<Long> expectedVersion, Function<Stored<T>, Decision<T>> decide) {
        return attempt(id, expectedVersion, decide, 1);
    }

    private Mono<Stored<T>> attempt(
            String id, Optional<Long> expectedVersion, Function<Stored<T>, Decision<T>> decide, int attempt) {
        return find(id).flatMap(current -> {
                    if (expectedVersion.isPresent() && expectedVersion.get() != current.version()) {
                        return Refused.mono(Rejection.stale("stale-version"));
                    }
                    return switch (decide.apply(current)) {
                        case Decision.Accepted<T>(T next, List<PublishedEvent> published) ->
                            save(current, next, published);
                        case Decision.Unchanged<T> _ -> Mono.just(current);
                        case Decision.Rejected<T>(Rejection rejection) -> Refused.<Stored<T>>mono(rejection);
                    };
                })
                .onErrorResume(VersionMoved.class, moved -> {
                    if (expectedVersion.isPresent()) {
                        return Refused.mono(Rejection.stale("stale-version"));
                    }
                    return attempt < CHANGE_ATTEMPTS_MAX
                            ? attempt(id, expectedVersion, decide, attempt + 1)
                            : Refused.mono(Rejection.conflict("busy"));
                });
    }

    /**
     * Load, decide, then create or save: the way of a PUT on a natural key. A version is asked for only where the decision
     * would change what is there: who repeats a request that was carried out finds what they asked for.
     *
     * @param expectedVersion from If-Match: refused with {@code if-match-missing} when it is absent and a change is
     *     decided, with {@code stale-version} when it is another one
     */
    public Mono<Put<T>> put(
            String id, Optional<Long> expectedVersion, Function<Optional<Stored<T>>, Decision<T>> decide) {
        return attemptPut(id, expectedVersion, decide, 1);
    }

    /**
     * Load, decide, then create or save, where nobody says which version they know: who lost a race decides again, a stated number
     * of times, then is refused with {@code busy}.
     *
     * @param attemptsMax as many as may come at once
     */
    public Mono<Put<T>> makeOrChange(String id, int attemptsMax, Function<Optional<Stored<T>>, Decision<T>> decide) {
        return find(id).map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(current -> switch (decide.apply(current)) {
                    case Decision.Accepted<T>(T next, List<PublishedEvent> published) ->
                        current.map(known -> save(known, next, published))
                                .orElseGet(() -> insert(id, null, next, published))
                                .map(stored -> new Put<>(stored, true));
                    case Decision.Unchanged<T> _ -> Mono.just(new Put<>(current.orElseThrow(), false));
                    case Decision.Rejected<T>(Rejection rejection) -> Refused.<Put<T>>mono(rejection);
                })
                .onErrorResume(
                        thrown -> thrown instanceof VersionMoved || isDuplicate(thrown),
                        _ -> attemptsMax > 1
                                ? makeOrChange(id, attemptsMax - 1, decide)
                                : Refused.mono(Rejection.conflict("busy")));
    }

    private Mono<Put<T>> attemptPut(
            String id, Optional<Long> expectedVersion, Function<Optional<Stored<T>>, Decision<T>> decide, int attempt) {
        return find(id).map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(current -> switch (decide.apply(current)) {
                    case Decision.Accepted<T>(T next, List<PublishedEvent> published) ->
                        write(id, current, expectedVersion, next, published).map(stored -> new Put<>(stored, true));
                    case Decision.Unchanged<T> _ -> Mono.just(new Put<>(current.orElseThrow(), false));
                    case Decision.Rejected<T>(Rejection rejection) -> Refused.<Put<T>>mono(rejection);
                })
                .onErrorResume(
                        thrown -> attempt < CHANGE_ATTEMPTS_MAX
                                && (thrown instanceof VersionMoved || isDuplicate(thrown)),
                        _ -> attemptPut(id, expectedVersion, decide, attempt + 1));
    }

    private Mono<Stored<T>> write(
            String id,
            Optional<Stored<T>> current,
            Optional<Long> expectedVersion,
            T next,
            List<PublishedEvent> published) {
        if (current.isEmpty()) {
            return expectedVersion.isEmpty()
                    ? insert(id, null, next, published)
                    : Refused.mono(Rejection.stale("stale-version"));
        }
        if (expectedVersion.isEmpty()) {
            return Refused.mono(Rejection.versionRequired("if-match-missing"));
        }
        return expectedVersion.get() == current.get().version()
                ? save(current.get(), next, published)
                : Refused.mono(Rejection.stale("stale-version"));
    }

    /** Reads one document of this collection. */
    public Stored<T> stored(RawBsonDocument document) {
        return new Stored<>(
                document.getString(ID).getValue(), document.getInt64(VERSION).getValue(), document.decode(codec));
    }

    /** The fields of a state as they are stored. */
    public BsonDocument encode(T value) {
        var fieldsOfState = new BsonDocument();
        codec.encode(
                new BsonDocumentWriter(fieldsOfState),
                value,
                EncoderContext.builder().build());
        return fieldsOfState;
    }

    private void nudge(String id, List<PublishedEvent> published) {
        if (!published.isEmpty()) {
            relay.nudge(name(), id);
        }
    }

    private static final Codec<BsonDocument> DOCUMENTS = new org.bson.codecs.BsonDocumentCodec();

    private static boolean isDuplicate(Throwable thrown) {
        return thrown instanceof DuplicateKeyException
                || (thrown instanceof MongoWriteException write
                        && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY);
    }
}
