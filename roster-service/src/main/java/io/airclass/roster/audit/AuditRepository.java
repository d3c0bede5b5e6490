package io.airclass.roster.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection of audit entries, by the id of the event that told each; shard key {@code _id}. */
@Repository
class AuditRepository {
    private final AggregateStore<AuditEntry> store;

    AuditRepository(Database database) {
        store = database.aggregates(
                "audit",
                AuditEntry.class,
                NamedIndex.on("bySubject", "subjectId", "_id"),
                NamedIndex.on("byOrg", "within", "_id"));
    }

    /** Once for each event, however often it is heard. */
    Mono<Void> keep(String eventId, AuditEntry entry) {
        return store.create(eventId, eventId, entry, List.of()).then();
    }

    /** What was done to somebody or something. */
    Mono<Page<Stored<AuditEntry>>> ofSubject(String subjectId, PageRequest page) {
        return store.page(eq("subjectId", subjectId), page);
    }

    /** What was done to somebody or something at these organisations or below them. */
    Mono<Page<Stored<AuditEntry>>> ofSubject(String subjectId, Collection<String> orgIds, PageRequest page) {
        return store.page(and(eq("subjectId", subjectId), in("within", orgIds)), page);
    }

    /** What was done at an organisation or below it. */
    Mono<Page<Stored<AuditEntry>>> at(String orgId, PageRequest page) {
        return store.page(eq("within", orgId), page);
    }
}
