package io.airclass.schedule.phase;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code phaseChecklists}, shard key {@code _id}: a school and a stage. */
@Repository
class ChecklistRepository {
    private static final String COLLECTION = "phaseChecklists";
    private static final String ALL = "all";

    private final AggregateStore<Checklist> store;
    private final MongoCollection<ItemCount> counts;

    ChecklistRepository(Database database) {
        store = database.aggregates(COLLECTION, Checklist.class, NamedIndex.on("bySetOrg", "setId", "within", "_id"));
        counts = database.collection(COLLECTION, ItemCount.class);
    }

    Mono<Stored<Checklist>> find(String id) {
        return store.find(id);
    }

    /** Changes one, or makes it first. */
    Mono<Stored<Checklist>> change(
            String id, Checklist first, Function<Stored<Checklist>, Decision<Checklist>> decide) {
        return store.change(id, Optional.empty(), decide)
                .switchIfEmpty(Mono.defer(() -> store.create(id, null, first, List.of())
                        .onErrorResume(Refused.class, _ -> store.find(id))
                        .then(Mono.defer(() -> store.change(id, Optional.empty(), decide)))));
    }

    Mono<Page<Stored<Checklist>>> of(String setId, String orgId, PageRequest page) {
        return store.page(of(setId, orgId), page);
    }

    private static Bson of(String setId, String orgId) {
        return and(eq("setId", setId), eq("within", orgId));
    }

    Mono<Long> schools(String setId, String orgId) {
        return Flux.from(counts.aggregate(List.of(
                        Aggregates.match(of(setId, orgId)), Aggregates.group(ALL, Accumulators.sum("count", 1L)))))
                .map(ItemCount::count)
                .next()
                .defaultIfEmpty(0L);
    }

    /** By item, how many have it done; at most as many as a set has items. */
    Mono<Map<String, Long>> done(String setId, String orgId) {
        return Flux.from(counts.aggregate(List.of(
                        Aggregates.match(of(setId, orgId)),
                        Aggregates.unwind("$doneItems"),
                        Aggregates.group("$doneItems", Accumulators.sum("count", 1L)))))
                .collectMap(ItemCount::item, ItemCount::count);
    }
}
