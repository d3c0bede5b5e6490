package io.airclass.schedule.retention;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Instant;
import java.util.Date;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deletes the oldest documents of a collection by a date that an index begins with. */
public final class Oldest {
    private static final Date BEGINNING = new Date(0);
    private static final int AT_ONCE = 4;

    private Oldest() {}

    /** How many were found; one whose date was moved in the meantime stays. */
    public static Mono<Long> delete(
            MongoCollection<? extends BsonDocument> collection, String field, Instant before, int max) {
        Bson old = and(gt(field, BEGINNING), lt(field, Date.from(before)));
        return Flux.from(collection
                        .find(old)
                        .sort(Sorts.ascending(field))
                        .projection(Projections.include("_id"))
                        .limit(max))
                .flatMap(found -> collection.deleteOne(and(eq("_id", found.get("_id")), old)), AT_ONCE)
                .count();
    }
}
