package io.airclass.schedule.filing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import java.time.Instant;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The collection {@code filingRecounts}, shard key {@code _id}: one document a bundle that is to be counted anew. Whoever tells of something adds
 * a mark; a count takes the document away only if no mark came since it began, so that nothing is lost and much is counted at once.
 */
@Repository
class RecountRepository {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final FindOneAndUpdateOptions CHANGED =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<Recount> recounts;

    RecountRepository(Database database) {
        recounts = database.collection("filingRecounts", Recount.class, NamedIndex.on("byDue", "dueAt", "_id"));
    }

    /** Something happened below; what is due already stays due at its time. */
    Mono<Void> mark(String id, Instant dueAt) {
        return Mono.defer(() -> Mono.from(recounts.updateOne(
                        eq("_id", id),
                        Updates.combine(Updates.inc("marks", 1L), Updates.setOnInsert("dueAt", dueAt)),
                        UPSERT)))
                .retryWhen(Retry.max(1).filter(RecountRepository::isMadeByAnother))
                .then();
    }

    /** Two replicas made it at the same moment; then it is there, and the same write finds it. */
    private static boolean isMadeByAnother(Throwable thrown) {
        return thrown instanceof MongoWriteException write
                && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    Flux<Recount> due(Instant at, int limit) {
        return Flux.from(recounts.find(lte("dueAt", at))
                .sort(ascending("dueAt", "_id"))
                .limit(limit)
                .batchSize(limit));
    }

    /** Keeps one that is due from the other replicas until then, with all its marks; empty where another replica was faster. */
    Mono<Recount> claim(Recount due, Instant until) {
        return Mono.from(recounts.findOneAndUpdate(
                and(eq("_id", due.id()), eq("dueAt", due.dueAt())), Updates.set("dueAt", until), CHANGED));
    }

    /** It was counted; with marks that came since it was claimed it is due again. */
    Mono<Void> counted(Recount claimed, Instant again) {
        return Mono.from(recounts.deleteOne(
                        and(eq("_id", claimed.id()), eq("marks", claimed.marks()), eq("dueAt", claimed.dueAt()))))
                .filter(deleted -> deleted.getDeletedCount() == 0)
                .flatMap(_ -> Mono.from(recounts.updateOne(
                        and(eq("_id", claimed.id()), eq("dueAt", claimed.dueAt())), Updates.set("dueAt", again))))
                .then();
    }
}
