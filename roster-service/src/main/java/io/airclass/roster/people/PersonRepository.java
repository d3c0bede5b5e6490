package io.airclass.roster.people;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of people; shard key {@code _id}. */
@Repository
public class PersonRepository {
    private final AggregateStore<Person> store;

    PersonRepository(Database database) {
        store = database.aggregates(
                "people",
                Person.class,
                NamedIndex.on("byGrantingOrg", "issued.org", "_id"),
                NamedIndex.on("bySchool", "schoolIds", "_id"),
                NamedIndex.on("byOrg", "grants.org", "_id"));
    }

    public Mono<Stored<Person>> find(String id) {
        return store.find(id);
    }

    public Flux<Stored<Person>> findAll(Collection<String> ids) {
        return store.findAll(ids.stream().distinct().toList());
    }

    /** Load, decide, save; decided anew where others were faster. */
    public Mono<Stored<Person>> change(String id, Function<Stored<Person>, Decision<Person>> decide) {
        return store.change(id, Optional.empty(), decide);
    }

    /** Those who were given a grant at exactly this organisation. */
    public Mono<Page<Stored<Person>>> grantedAt(String orgId, PageRequest page) {
        return store.page(Filters.eq("issued.org", orgId), page);
    }

    /** Those who belong to this school. */
    public Flux<Stored<Person>> ofSchool(String schoolId) {
        return store.all(Filters.eq("schoolIds", schoolId));
    }

    /** Those to whom the imported roster gives a role at exactly this organisation. */
    public Flux<Stored<Person>> at(String orgId) {
        return store.all(Filters.eq("grants.org", orgId));
    }

    public Flux<Stored<Person>> all() {
        return store.all(Filters.empty());
    }

    /** Those of these who have left. */
    public Flux<String> leftAmong(Collection<String> ids) {
        var left = Filters.and(Filters.in("_id", ids), Filters.eq("familyName", ""), Filters.eq("givenName", ""));
        return Flux.from(store.driver().find(left).projection(Projections.include("_id")))
                .map(document -> document.getString("_id").getValue());
    }

    public Mono<Boolean> saveAll(List<Change<Person>> changes) {
        return store.saveAll(changes);
    }
}
