package io.airclass.schedule.upload;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import java.time.Instant;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code landings}, shard key {@code _id}: one document a content that no document is known to name yet. */
@Repository
class LandingRepository {
    private final MongoCollection<Landing> landings;

    LandingRepository(Database database) {
        landings = database.collection("landings", Landing.class, NamedIndex.on("bySince", "since", "_id"));
    }

    Mono<Void> note(Landing landing) {
        return Mono.from(landings.insertOne(landing)).then();
    }

    Mono<Void> forget(String id) {
        return Mono.from(landings.deleteOne(eq("_id", id))).then();
    }

    Flux<Landing> since(Instant before, int limit) {
        return Flux.from(landings.find(lt("since", before))
                .sort(ascending("since", "_id"))
                .limit(limit)
                .batchSize(limit));
    }
}
