package io.airclass.roster.org;

import com.mongodb.client.model.Filters;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of organisations; shard key {@code _id}. */
@Repository
public class OrgRepository {
    private final AggregateStore<Org> store;

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

    /** The ids above an organisation and its own; of the root alone while no root was imported; empty for an unknown one. */
    public Mono<List<String>> within(String id) {
        return store.find(id)
                .map(stored -> stored.value().within())
                .switchIfEmpty(Mono.justOrEmpty(id.equals(Org.ROOT) ? List.of(Org.ROOT) : null));
    }

    public Mono<Boolean> saveAll(List<Change<Org>> changes) {
        return store.saveAll(changes);
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
