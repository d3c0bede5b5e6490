package io.airclass.schedule.live.training;

import com.mongodb.client.model.Filters;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code liveTrainings}, shard key {@code _id}. */
@Repository
class TrainingRepository {
    private final AggregateStore<Training> store;

    TrainingRepository(Database database) {
        store = database.aggregates("liveTrainings", Training.class, NamedIndex.on("byWithin", "within", "_id"));
    }

    Mono<Training> find(String personId) {
        return store.find(personId).map(Stored::value);
    }

    Mono<Map<String, Stored<Training>>> findAll(List<String> personIds) {
        return store.findAll(personIds).collectMap(Stored::id);
    }

    Mono<Page<Stored<Training>>> page(String orgId, PageRequest request) {
        return store.page(Filters.eq("within", orgId), request);
    }

    Mono<Boolean> saveAll(List<Change<Training>> changes) {
        return store.saveAll(changes);
    }
}
