package io.airclass.roster.batch;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection of batches; shard key {@code _id}. */
@Repository
class BatchRepository {
    private final AggregateStore<AccountBatch> store;

    BatchRepository(Database database) {
        store = database.aggregates("accountBatches", AccountBatch.class, NamedIndex.sparse("byDue", "dueAt"));
    }

    Mono<Stored<AccountBatch>> create(String id, String requestHash, AccountBatch batch, List<PublishedEvent> events) {
        return store.create(id, requestHash, batch, events);
    }

    Mono<Stored<AccountBatch>> find(String id) {
        return store.find(id);
    }

    /** The one that has been due for longest, to be made or to expire. */
    Mono<Stored<AccountBatch>> nextDue(Instant at) {
        return store.query(Filters.lte("dueAt", at), Sorts.ascending("dueAt"), 1)
                .next();
    }

    /** Fails with {@code VersionMoved} where somebody was faster. */
    Mono<Stored<AccountBatch>> save(Stored<AccountBatch> current, AccountBatch next, List<PublishedEvent> events) {
        return store.save(current, next, events);
    }
}
