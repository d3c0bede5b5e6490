package io.airclass.roster.export;

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

/** The collection of exports; shard key {@code _id}. */
@Repository
class ExportRepository {
    private final AggregateStore<ExportJob> store;

    ExportRepository(Database database) {
        store = database.aggregates("exports", ExportJob.class, NamedIndex.sparse("byDue", "dueAt"));
    }

    /** A repeat of the same request gives the export as it stands. */
    Mono<Stored<ExportJob>> create(String id, String requestHash, ExportJob job, PublishedEvent event) {
        return store.create(id, requestHash, job, List.of(event));
    }

    Mono<Stored<ExportJob>> find(String id) {
        return store.find(id);
    }

    Mono<Stored<ExportJob>> nextDue(Instant at) {
        return store.query(Filters.lte("dueAt", at), Sorts.ascending("dueAt"), 1)
                .next();
    }

    /** Fails with {@code VersionMoved} where another was faster. */
    Mono<Stored<ExportJob>> save(Stored<ExportJob> current, ExportJob next, List<PublishedEvent> events) {
        return store.save(current, next, events);
    }
}
