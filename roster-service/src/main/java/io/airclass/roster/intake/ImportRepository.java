package io.airclass.roster.intake;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection of imports; shard key {@code _id}. */
@Repository
class ImportRepository {
    private final AggregateStore<ImportJob> store;

    ImportRepository(Database database) {
        store = database.aggregates(
                "imports",
                ImportJob.class,
                NamedIndex.sparse("byDue", "dueAt"),
                NamedIndex.on("byAsker", "asked.by", "askedAt", "_id"),
                NamedIndex.on("byOrg", "asked.within", "askedAt", "_id"));
    }

    /** A repeat of the same request gives the import as it stands. */
    Mono<Stored<ImportJob>> create(String id, String requestHash, ImportJob job, List<PublishedEvent> events) {
        return store.create(id, requestHash, job, events);
    }

    Mono<Stored<ImportJob>> find(String id) {
        return store.find(id);
    }

    /** The one that has been due for longest; only those for which something is still to be done have {@code dueAt}. */
    Mono<Stored<ImportJob>> nextDue(Instant at) {
        return store.query(Filters.lte("dueAt", at), Sorts.ascending("dueAt"), 1)
                .next();
    }

    Mono<Page<Stored<ImportJob>>> askedBy(String personId, PageRequest page) {
        return store.page(Filters.eq("asked.by", personId), page);
    }

    Mono<Page<Stored<ImportJob>>> below(String orgId, PageRequest page) {
        return store.page(Filters.eq("asked.within", orgId), page);
    }

    /** Fails with {@code VersionMoved} where another replica was faster. */
    Mono<Stored<ImportJob>> save(Stored<ImportJob> current, ImportJob next) {
        return store.save(current, next, List.of());
    }
}
