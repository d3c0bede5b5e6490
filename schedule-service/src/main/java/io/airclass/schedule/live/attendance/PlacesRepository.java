package io.airclass.schedule.live.attendance;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.store.Database;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The collection {@code livePlaces}, shard key {@code _id}: a document {@code {people}} of at most 32 KB for each window and replica, which
 * that replica alone writes. The id is {@code <window>/<replica>}, the window with leading zeros.
 */
@Repository
class PlacesRepository {
    /** Documents at one look; two windows of so many replicas. */
    private static final int REPLICAS_MAX = 100;

    private static final String PEOPLE = "people";
    private static final Bson BY_ID = Sorts.ascending("_id");

    private final MongoCollection<BsonDocument> places;

    PlacesRepository(Database database) {
        places = database.collection("livePlaces", BsonDocument.class);
    }

    Mono<Void> tell(String replica, Crowds.Told told) {
        return Mono.from(places.updateOne(
                        eq("_id", beginning(told.window()) + replica),
                        set(PEOPLE, new BsonBinary(told.people())),
                        new UpdateOptions().upsert(true)))
                .then();
    }

    /** What was told of a window and the one before. */
    Mono<List<byte[]>> told(long window) {
        return Flux.from(places.find(and(gte("_id", beginning(window - 1)), lt("_id", beginning(window + 1))))
                        .sort(BY_ID)
                        .limit(2 * REPLICAS_MAX))
                .map(found -> found.getBinary(PEOPLE).getData())
                .collectList();
    }

    /** Deletes what was told of windows before this one. */
    Mono<Void> forgetBefore(long window) {
        return Flux.from(places.find(lt("_id", beginning(window)))
                        .sort(BY_ID)
                        .projection(Projections.include("_id"))
                        .limit(REPLICAS_MAX))
                .concatMap(found -> places.deleteOne(eq("_id", found.get("_id"))))
                .then();
    }

    private static String beginning(long window) {
        return "%012d/".formatted(window);
    }
}
