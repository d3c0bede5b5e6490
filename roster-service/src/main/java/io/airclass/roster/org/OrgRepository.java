package io.airclass.roster.org;

import com.mongodb.client.model.Filters;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of organisations; shard key {@code _id}. */
@Repository
public class OrgRepository {
    /** More than there are schools in a province. */
    private static final long HELD_MAX = 20_000;

    private final AggregateStore<Org> store;
    private final Held<Stored<Org>> held = Held.briefly(HELD_MAX);

    OrgRepository(Database database) {
        store = database.aggregates(
                "orgs",
                Org.class,
                NamedIndex.on("byAnswersTo", "answersTo", "_id"),
                NamedIndex.on("byParent", "parentId", "_id"));
    }

    public Mono<Stored<Org>> find(String id) {
        return store.find(id);
    }

    public Flux<Stored<Org>> findAll(Collection<String> ids) {
        return store.findAll(ids.stream().distinct().toList());
    }

    /** Those of them that are there, as they were at most a moment ago: for reading, not for deciding on a write. */
    public Mono<Map<String, Stored<Org>>> held(Collection<String> ids) {
        return held.getAll(
                Set.copyOf(ids), missing -> store.findAll(missing).collectMap(Stored::id, Function.identity()));
    }

    /** Those of them that are there, as they are now: for deciding on a write. */
    Mono<Map<String, Stored<Org>>> now(Collection<String> ids) {
        return findAll(ids).collectMap(Stored::id, Function.identity());
    }

    /** The ids above an organisation and its own; of the root alone while no root was imported; empty for an unknown one. */
    public Mono<List<String>> within(String id) {
        return store.find(id)
                .map(stored -> stored.value().within())
                .switchIfEmpty(Mono.justOrEmpty(id.equals(Org.ROOT) ? List.of(Org.ROOT) : null));
    }

    public Mono<Boolean> saveAll(List<Change<Org>> changes) {
        return store.saveAll(changes).doOnTerminate(() -> changes.forEach(change -> held.forget(change.id())));
    }

    Mono<Page<Stored<Org>>> answeringTo(String orgId, PageRequest page) {
        return store.page(Filters.eq("answersTo", orgId), page);
    }

    /** All that lie directly in one, or answer to it; closed ones not among them. */
    public Flux<Stored<Org>> directlyBelow(String orgId) {
        return Flux.concat(store.all(Filters.eq("answersTo", orgId)), store.all(Filters.eq("parentId", orgId)))
                .distinct(Stored::id);
    }
}
