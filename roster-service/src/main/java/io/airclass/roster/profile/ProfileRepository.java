package io.airclass.roster.profile;

import com.mongodb.client.model.Filters;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.roster.figures.ProfileCount;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of profiles, by person; shard key {@code _id}. */
@Repository
class ProfileRepository implements ProfileCount {
    private static final int IDS_MAX = 500;

    private final AggregateStore<Profile> store;

    ProfileRepository(Database database) {
        store = database.aggregates("profiles", Profile.class);
    }

    Mono<Stored<Profile>> find(String personId) {
        return store.find(personId);
    }

    Mono<Put<Profile>> put(
            String personId, Optional<Long> version, Function<Optional<Stored<Profile>>, Decision<Profile>> decide) {
        return store.put(personId, version, decide);
    }

    @Override
    public Mono<Long> completedOf(Collection<String> personIds) {
        return Flux.fromIterable(personIds)
                .buffer(IDS_MAX)
                .concatMap(some -> store.driver().countDocuments(Filters.in("_id", some)))
                .reduce(0L, Long::sum);
    }
}
