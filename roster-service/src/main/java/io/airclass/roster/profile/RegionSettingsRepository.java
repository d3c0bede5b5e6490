package io.airclass.roster.profile;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of regions' switches, by organisation; shard key {@code _id}. */
@Repository
class RegionSettingsRepository {
    /** More than there are counties. */
    private static final int SETTINGS_MAX = 5_000;

    private final AggregateStore<RegionSettings> store;

    RegionSettingsRepository(Database database) {
        store = database.aggregates("regionSettings", RegionSettings.class);
    }

    Flux<Stored<RegionSettings>> findAll(Collection<String> orgIds) {
        return store.findAll(List.copyOf(orgIds));
    }

    Flux<Stored<RegionSettings>> all() {
        return store.query(Filters.empty(), Sorts.ascending("_id"), SETTINGS_MAX);
    }

    Mono<Put<RegionSettings>> put(
            String orgId,
            Optional<Long> version,
            Function<Optional<Stored<RegionSettings>>, Decision<RegionSettings>> decide) {
        return store.put(orgId, version, decide);
    }
}
