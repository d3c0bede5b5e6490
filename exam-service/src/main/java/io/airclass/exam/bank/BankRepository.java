package io.airclass.exam.bank;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.RawBsonDocument;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code questions}. Questions are only added, each under an id made from its content. */
public final class BankRepository {

    private static final UpdateOptions IF_ABSENT = new UpdateOptions().upsert(true);

    private final AggregateStore<BankedQuestion> store;

    public BankRepository(Database database) {
        store = database.aggregates(
                "questions", BankedQuestion.class, NamedIndex.on("bank", "org", "bank", "added", "_id"));
    }

    /** Adds those that are not there yet; gives how many were added. */
    public Mono<Integer> add(Map<String, BankedQuestion> byId) {
        if (byId.isEmpty()) {
            return Mono.just(0);
        }
        var writes = byId.entrySet().stream()
                .map(e -> ifAbsent(e.getKey(), e.getValue()))
                .toList();
        return Mono.from(store.driver().bulkWrite(writes, new BulkWriteOptions().ordered(false)))
                .map(result -> result.getUpserts().size());
    }

    private UpdateOneModel<RawBsonDocument> ifAbsent(String id, BankedQuestion question) {
        var fields = store.encode(question).append("version", new BsonInt64(1));
        return new UpdateOneModel<>(eq("_id", id), new BsonDocument("$setOnInsert", fields), IF_ABSENT);
    }

    public Mono<Page<Stored<BankedQuestion>>> page(Shelf shelf, Integer limit, String cursor) {
        var filter = and(eq("org", shelf.org()), eq("bank", shelf.bank()));
        return Mono.defer(() -> store.page(filter, PageRequest.of("added", false, limit, cursor)));
    }

    public Flux<Stored<BankedQuestion>> findAll(List<String> ids) {
        return store.findAll(ids);
    }
}
