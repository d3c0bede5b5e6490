package io.airclass.schedule.catalogue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code resources}, shard key {@code _id}. */
@Repository
class ResourceRepository {
    /** What lists of offered resources are sorted by, the latest first. */
    static final String OFFERED_AT = "offeredAt";

    /** What lists of submitted resources are sorted by, the longest waiting first. */
    static final String SUBMITTED_AT = "submittedAt";

    private static final String EDGE_AT = "edgeAt";
    private static final String KEYS = "listing.keys";
    private static final String TERMS = "listing.terms";
    private static final String SHELF = "listing.shelf";
    private static final String AIRING = "airing";
    private static final String LISTED_BY = "listing.orgId";
    private static final String AUTHOR = "origin.authorId";
    private static final String WITHIN = "origin.within";

    private final AggregateStore<Resource> store;

    ResourceRepository(Database database) {
        store = database.aggregates(
                "resources",
                Resource.class,
                latest("byKey", ascending(KEYS)),
                latest("byTerm", ascending(TERMS, LISTED_BY)),
                NamedIndex.sparse("byShelf", SHELF),
                NamedIndex.sparse("byAiring", AIRING),
                NamedIndex.on("byAuthor", AUTHOR, "_id"),
                NamedIndex.on("submitted", "kind", WITHIN, SUBMITTED_AT, "_id"),
                NamedIndex.sparse("edgeAt", EDGE_AT));
    }

    private static NamedIndex latest(String name, Bson by) {
        return NamedIndex.of(name, compoundIndex(by, descending(OFFERED_AT, "_id")), new IndexOptions());
    }

    Mono<Stored<Resource>> find(String id) {
        return store.find(id);
    }

    Flux<Stored<Resource>> findAll(List<String> ids) {
        return store.findAll(ids);
    }

    Mono<Stored<Resource>> create(String id, String requestHash, Resource first) {
        return store.create(id, requestHash, first, List.of());
    }

    Mono<Boolean> createAll(List<Change<Resource>> all) {
        return store.saveAll(all);
    }

    Mono<Stored<Resource>> change(
            String id, Optional<Long> expectedVersion, Function<Stored<Resource>, Decision<Resource>> decide) {
        return store.change(id, expectedVersion, decide);
    }

    Mono<Stored<Resource>> save(Stored<Resource> current, Resource next, List<PublishedEvent> events) {
        return store.save(current, next, events);
    }

    /** Offered under one of these keys. */
    Mono<Page<Stored<Resource>>> byKeys(Collection<String> keys, PageRequest request) {
        return store.page(in(KEYS, keys), request);
    }

    /** Offered by one of these organisations, with this term. */
    Mono<Page<Stored<Resource>>> byTerm(String term, Collection<String> orgIds, PageRequest request) {
        return store.page(and(eq(TERMS, term), in(LISTED_BY, orgIds)), request);
    }

    /** How many there are with this term, counted no further than {@code max}. */
    Mono<Long> withTerm(String term, Collection<String> orgIds, int max) {
        return count(and(eq(TERMS, term), in(LISTED_BY, orgIds)), max);
    }

    /** How many stand on a shelf, counted no further than {@code max}. */
    Mono<Long> onShelf(String shelf, int max) {
        return count(eq(SHELF, shelf), max);
    }

    private Mono<Long> count(Bson filter, int max) {
        return Flux.from(store.driver()
                        .find(filter)
                        .projection(Projections.include("_id"))
                        .limit(max))
                .count();
    }

    /** On television there and then, at most so many. */
    Flux<Stored<Resource>> airing(String airing, int max) {
        return store.query(eq(AIRING, airing), Sorts.ascending(AIRING), max);
    }

    Mono<Page<Stored<Resource>>> ofAuthor(String authorId, PageRequest request) {
        return store.page(eq(AUTHOR, authorId), request);
    }

    /** Submitted at this organisation or below. */
    Mono<Page<Stored<Resource>>> submitted(String orgId, PageRequest request) {
        return store.page(and(eq("kind", "submitted"), eq(WITHIN, orgId)), request);
    }

    /** Those whose time begins or ends. */
    Flux<Stored<Resource>> atEdge(Instant at, int max) {
        return store.query(and(gt(EDGE_AT, 0L), lte(EDGE_AT, at.toEpochMilli())), Sorts.ascending(EDGE_AT), max);
    }

    /** The first so many after the place that a page begins at. */
    static PageRequest window(PageRequest page, int size) {
        return new PageRequest(OFFERED_AT, true, size, page.last());
    }

    /** So many after a cursor. */
    static PageRequest window(String cursor, int size) {
        return window(PageRequest.of(OFFERED_AT, true, null, cursor), size);
    }

    /** Where a list of offered resources goes on after this one. */
    static String cursorAfter(Stored<Resource> last) {
        var offeredAt = ((Resource.Approved) last.value()).offeredAt();
        var mark = new BsonDocument("_id", new BsonString(last.id()))
                .append(OFFERED_AT, new BsonDateTime(offeredAt.toEpochMilli()));
        return new PageRequest(OFFERED_AT, true, 1, null)
                .page(List.of(mark, mark))
                .cursor();
    }
}
