package io.airclass.roster.classes;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of classes; shard key {@code _id}. */
@Repository
public class ClassRepository {
    private static final long HELD_MAX = 20_000;

    private final AggregateStore<SchoolClass> store;
    private final Held<Stored<SchoolClass>> held = Held.briefly(HELD_MAX);

    ClassRepository(Database database) {
        store = database.aggregates("classes", SchoolClass.class, NamedIndex.on("bySchool", "schoolId", "_id"));
    }

    Mono<Stored<SchoolClass>> find(String id) {
        return store.find(id);
    }

    public Flux<Stored<SchoolClass>> findAll(Collection<String> ids) {
        return store.findAll(ids.stream().distinct().toList());
    }

    /** Those of them that are there, as they were at most a moment ago: for reading, not for deciding on a write. */
    public Mono<Map<String, Stored<SchoolClass>>> held(Collection<String> ids) {
        return held.getAll(
                Set.copyOf(ids), missing -> store.findAll(missing).collectMap(Stored::id, Function.identity()));
    }

    /** The classes of a school that are still there. */
    public Flux<Stored<SchoolClass>> ofSchool(String schoolId) {
        return store.all(eq("schoolId", schoolId))
                .filter(found -> !found.value().isDeleted());
    }

    /** The head teachers of these classes; some have none. */
    public Flux<String> headTeachersOf(Collection<String> ids) {
        return findAll(ids).mapNotNull(found -> found.value().headTeacherId());
    }

    Mono<Put<SchoolClass>> put(
            String id, Optional<Long> expectedVersion, Function<Optional<SchoolClass>, Decision<SchoolClass>> decide) {
        return store.put(id, expectedVersion, known -> decide.apply(known.map(Stored::value)))
                .doOnTerminate(() -> held.forget(id));
    }

    /** Those of a school, the dissolved ones not among them, for which nobody informs the parents, or which have no head teacher. */
    Mono<Page<Stored<SchoolClass>>> open(String schoolId, PageRequest page) {
        return store.page(
                and(
                        eq("schoolId", schoolId),
                        gt("name", ""),
                        or(exists("informerId", false), exists("headTeacherId", false))),
                page);
    }

    /** Load, decide, save; decided anew where others were faster. */
    public Mono<Stored<SchoolClass>> change(String id, Function<Stored<SchoolClass>, Decision<SchoolClass>> decide) {
        return store.change(id, Optional.empty(), decide).doOnTerminate(() -> held.forget(id));
    }

    public Mono<Boolean> saveAll(List<Change<SchoolClass>> changes) {
        return store.saveAll(changes).doOnTerminate(() -> changes.forEach(change -> held.forget(change.id())));
    }
}
