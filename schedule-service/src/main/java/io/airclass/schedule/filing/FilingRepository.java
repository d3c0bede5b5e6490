package io.airclass.schedule.filing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.upload.BlobNamer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code filings}, shard key {@code _id}: a call, an organisation, and a week or programme. */
@Repository
class FilingRepository implements BlobNamer {
    /** More filings than go into one bundle. */
    static final int BELOW_MAX = 10_000;
    /** More filings than one organisation has in the weeks of one school year. */
    static final int OF_ORG_MAX = 1_000;

    static final String COLLECTION = "filings";
    /** In the id of a plan's content: then comes that of its file. */
    static final String BEFORE_BLOB = "~";

    private static final Bson BELOW = Projections.include(
            "kind", "place.orgId", "place.counted", "standing", "hash", "complete", "acknowledged", "stale");

    private final AggregateStore<Filing> store;
    private final MongoCollection<FilingBelow> below;

    FilingRepository(Database database) {
        store = database.aggregates(
                COLLECTION,
                Filing.class,
                NamedIndex.on("byAbove", "place.aboveId", "_id"),
                NamedIndex.on("byStanding", "place.aboveId", "standing", "_id"),
                NamedIndex.on("byStale", "place.aboveId", "stale", "_id"),
                NamedIndex.on("byOrg", "place.orgId", "_id"),
                NamedIndex.on("byOrgWeek", "place.orgId", "place.week", "_id"),
                NamedIndex.on("byGate", "place.orgId", "place.gate", "_id"),
                NamedIndex.sparse("byDue", "dueAt"));
        below = database.collection(COLLECTION, FilingBelow.class);
    }

    @Override
    public String kind() {
        return COLLECTION;
    }

    @Override
    public Mono<Boolean> names(String id, String blobId) {
        return store.find(id)
                .map(filing -> filing.value().versions().stream()
                        .anyMatch(version -> version.contentId().endsWith(BEFORE_BLOB + blobId)))
                .defaultIfEmpty(false);
    }

    Mono<Stored<Filing>> find(String id) {
        return store.find(id);
    }

    Flux<Stored<Filing>> findAll(List<String> ids) {
        return store.findAll(ids);
    }

    Mono<Stored<Filing>> change(
            String id, Optional<Long> expectedVersion, Function<Stored<Filing>, Decision<Filing>> decide) {
        return store.change(id, expectedVersion, decide);
    }

    /** Writes the next state of what was read, or makes the first; {@link VersionMoved} when somebody else was faster. */
    Mono<Stored<Filing>> put(String id, Optional<Stored<Filing>> current, Filing next, List<PublishedEvent> events) {
        return current.map(read -> store.save(read, next, events)).orElseGet(() -> store.create(id, null, next, events)
                .onErrorMap(FilingRepository::isTaken, _ -> new VersionMoved(COLLECTION, id)));
    }

    private static boolean isTaken(Throwable thrown) {
        return thrown instanceof Refused refused && refused.rejection() instanceof Rejection.Conflict;
    }

    /** Makes those of them that are not there. */
    Mono<Void> lay(List<Change<Filing>> first) {
        return store.saveAll(first).then();
    }

    /** What goes into a bundle. */
    Flux<FilingBelow> below(String aboveId) {
        return Flux.from(below.find(eq("place.aboveId", aboveId))
                .projection(BELOW)
                .sort(Sorts.ascending("_id"))
                .limit(BELOW_MAX)
                .batchSize(BELOW_MAX));
    }

    Mono<Page<Stored<Filing>>> below(String aboveId, PageRequest page) {
        return store.page(eq("place.aboveId", aboveId), page);
    }

    Mono<Page<Stored<Filing>>> below(String aboveId, Standing standing, PageRequest page) {
        return store.page(and(eq("place.aboveId", aboveId), eq("standing", standing.name())), page);
    }

    Mono<Page<Stored<Filing>>> staleBelow(String aboveId, PageRequest page) {
        return store.page(and(eq("place.aboveId", aboveId), eq("stale", true)), page);
    }

    /** Of an organisation, by call and week. */
    Mono<Page<Stored<Filing>>> ofOrg(String orgId, PageRequest page) {
        return store.page(eq("place.orgId", orgId), page);
    }

    Flux<Stored<Filing>> ofWeeks(String orgId, LocalDate firstWeek, LocalDate lastWeek) {
        return store.query(
                and(eq("place.orgId", orgId), gte("place.week", firstWeek), lte("place.week", lastWeek)),
                Sorts.ascending("place.week", "_id"),
                OF_ORG_MAX);
    }

    /** The plans without which an organisation may publish no timetable. */
    Flux<Stored<Filing>> gatesOf(String orgId) {
        return store.query(and(eq("place.orgId", orgId), eq("place.gate", true)), Sorts.ascending("_id"), OF_ORG_MAX);
    }

    Flux<Stored<Filing>> due(Instant at, int limit) {
        return store.query(lte("dueAt", at), Sorts.ascending("dueAt"), limit);
    }

    /** Keeps one that is due from the other replicas until then; empty where another replica was faster. */
    Mono<Stored<Filing>> claim(Stored<Filing> due, Instant until) {
        return store.update(due.id(), due.version(), Updates.set("dueAt", until), List.of())
                .map(version -> new Stored<>(due.id(), version, due.value()))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }
}
