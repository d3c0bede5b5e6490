package io.airclass.roster.profile;

import com.mongodb.client.model.Filters;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection of profiles, by person; shard key {@code _id}. */
@Repository
class ProfileRepository {
    private final AggregateStore<Profile> store;

    ProfileRepository(Database database) {
        store = database.aggregates("profiles", Profile.class, NamedIndex.on("byOrg", "within", "counted"));
    }

    Mono<Stored<Profile>> find(String personId) {
        return store.find(personId);
    }

    Mono<Put<Profile>> put(
            String personId, Optional<Long> version, Function<Optional<Stored<Profile>>, Decision<Profile>> decide) {
        return store.put(personId, version, decide);
    }

    /** From the index alone. */
    Mono<Long> countedBelow(String orgId) {
        return Mono.from(
                store.driver().countDocuments(Filters.and(Filters.eq("within", orgId), Filters.eq("counted", true))));
    }
}
