package io.airclass.schedule.filing;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code filingTallies}, shard key {@code _id}: a call, a bureau, and a week. */
@Repository
class TallyRepository {
    /** More bureaus than stand below one. */
    static final int BELOW_MAX = 200;

    private final AggregateStore<Tally> store;

    TallyRepository(Database database) {
        store = database.aggregates("filingTallies", Tally.class, NamedIndex.on("byAbove", "aboveId", "_id"));
    }

    Mono<Stored<Tally>> find(String id) {
        return store.find(id);
    }

    Mono<Void> lay(List<Tally> first) {
        return store.saveAll(first.stream()
                        .map(tally -> new Change<>(LayoutRules.idOf(tally), 0, tally, List.of()))
                        .toList())
                .then();
    }

    Mono<Stored<Tally>> create(Tally first) {
        return store.create(LayoutRules.idOf(first), null, first, List.of());
    }

    Mono<Stored<Tally>> save(Stored<Tally> current, Tally next) {
        return store.save(current, next, List.of());
    }

    Flux<Stored<Tally>> below(String aboveId) {
        return store.query(eq("aboveId", aboveId), Sorts.ascending("_id"), BELOW_MAX);
    }
}
