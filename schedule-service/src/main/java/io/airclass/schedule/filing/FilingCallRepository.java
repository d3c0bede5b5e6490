package io.airclass.schedule.filing;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code filingCalls}, shard key {@code _id}. */
@Repository
class FilingCallRepository {
    private final AggregateStore<FilingCall> store;

    FilingCallRepository(Database database) {
        store = database.aggregates(
                "filingCalls",
                FilingCall.class,
                NamedIndex.on("byOrg", "terms.orgId", "_id"),
                NamedIndex.sparse("byDue", "dueAt"));
    }

    Mono<Stored<FilingCall>> find(String id) {
        return store.find(id);
    }

    Flux<Stored<FilingCall>> findAll(List<String> ids) {
        return store.findAll(ids);
    }

    Mono<Stored<FilingCall>> create(String id, String requestHash, FilingCall call) {
        return store.create(id, requestHash, call, List.of());
    }

    Mono<Stored<FilingCall>> change(String id, Function<Stored<FilingCall>, Decision<FilingCall>> decide) {
        return store.change(id, Optional.empty(), decide);
    }

    Mono<Stored<FilingCall>> save(Stored<FilingCall> current, FilingCall next) {
        return store.save(current, next, List.of());
    }

    Mono<Page<Stored<FilingCall>>> of(String orgId, PageRequest page) {
        return store.page(eq("terms.orgId", orgId), page);
    }

    Flux<Stored<FilingCall>> due(Instant at, int limit) {
        return store.query(lte("dueAt", at), Sorts.ascending("dueAt"), limit);
    }

    /** Keeps one that is due from the other replicas until then; empty where another replica was faster. */
    Mono<Stored<FilingCall>> claim(Stored<FilingCall> due, Instant until) {
        return store.update(due.id(), due.version(), Updates.set("dueAt", until), List.of())
                .map(version -> new Stored<>(due.id(), version, due.value()))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }
}
