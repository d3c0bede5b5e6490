package io.airclass.schedule.feed;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The calendar addresses; {@code _id} is made of owner and subject, and the shard key. */
@Repository
class FeedRepository {
    private final AggregateStore<Feed> feeds;

    FeedRepository(Database database) {
        feeds = database.aggregates(
                "feeds",
                Feed.class,
                NamedIndex.on("byOwner", "ownerId", "_id"),
                NamedIndex.sparse("bySecret", "secretHash"));
    }

    Mono<Stored<Feed>> find(String id) {
        return feeds.find(id);
    }

    /** The one whose address has this secret. */
    Mono<Stored<Feed>> bySecret(String secretHash) {
        return feeds.query(eq("secretHash", secretHash), Sorts.ascending("secretHash"), 1)
                .next();
    }

    /** What it was before gives nothing any more. */
    Mono<Stored<Feed>> set(String id, Feed feed) {
        return feeds.change(id, Optional.empty(), _ -> Decision.accepted(feed))
                .switchIfEmpty(Mono.defer(() -> feeds.create(id, null, feed, List.of())))
                .onErrorResume(
                        FeedRepository::isTaken, _ -> feeds.change(id, Optional.empty(), _ -> Decision.accepted(feed)));
    }

    private static boolean isTaken(Throwable thrown) {
        return thrown instanceof Refused refused && refused.rejection().slug().equals("already-exists");
    }

    Flux<Stored<Feed>> of(String ownerId, int limit) {
        return feeds.query(eq("ownerId", ownerId), Sorts.ascending("_id"), limit);
    }
}
