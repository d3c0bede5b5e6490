package io.airclass.roster.groups;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of groups, {@code organisation:kind} each; shard key {@code _id}. */
@Repository
class GroupRepository {
    private final AggregateStore<Group> store;

    GroupRepository(Database database) {
        store = database.aggregates("groups", Group.class, NamedIndex.sparse("dueAt", "dueAt"));
    }

    Flux<Stored<Group>> ofOrg(String orgId) {
        return store.findAll(Stream.of(GroupKind.values())
                .map(kind -> Group.idOf(orgId, kind))
                .toList());
    }

    /** The group, made where there was none; decided anew where others were faster. */
    Mono<Stored<Group>> change(String orgId, GroupKind kind, Function<Group, Decision<Group>> decide) {
        String id = Group.idOf(orgId, kind);
        return store.create(id, id, Group.empty(orgId, kind), List.of())
                .then(Mono.defer(() -> store.change(id, Optional.empty(), known -> decide.apply(known.value()))));
    }

    Flux<Stored<Group>> due(Instant at, int max) {
        return store.query(and(gt("dueAt", 0L), lte("dueAt", at.toEpochMilli())), Sorts.ascending("dueAt"), max);
    }
}
