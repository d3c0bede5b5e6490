package io.airclass.roster.profile;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.roster.figures.ProfileCount;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.RawBsonDocument;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of profiles, by person; shard key {@code _id}. */
@Repository
class ProfileRepository implements ProfileCount {
    private static final int IDS_MAX = 500;

    private final AggregateStore<Profile> store;

    ProfileRepository(Database database) {
        store = database.aggregates("profiles", Profile.class, NamedIndex.on("byKey", "name.keyId", "_id"));
    }

    Mono<Stored<Profile>> find(String personId) {
        return store.find(personId);
    }

    Mono<Put<Profile>> put(
            String personId, Optional<Long> version, Function<Optional<Stored<Profile>>, Decision<Profile>> decide) {
        return store.put(personId, version, decide);
    }

    Mono<Stored<Profile>> save(Stored<Profile> current, Profile next) {
        return store.save(current, next, List.of());
    }

    Flux<Stored<Profile>> findAll(Collection<String> personIds) {
        return store.findAll(personIds.stream().distinct().toList());
    }

    /** Removes these, where they still are as they were read. */
    Mono<Void> removeAll(List<Stored<Profile>> read) {
        var removals = read.stream()
                .map(each -> new DeleteOneModel<RawBsonDocument>(
                        Filters.and(Filters.eq("_id", each.id()), Filters.eq("version", each.version()))))
                .toList();
        return Mono.from(store.driver().bulkWrite(removals, new BulkWriteOptions().ordered(false)))
                .then();
    }

    /** Some whose name this key sealed. */
    Flux<Stored<Profile>> sealedWith(String keyId, int max) {
        return store.query(Filters.eq("name.keyId", keyId), Sorts.ascending("_id"), max);
    }

    @Override
    public Mono<Long> completedOf(Collection<String> personIds) {
        return Flux.fromIterable(personIds)
                .buffer(IDS_MAX)
                .concatMap(some -> store.driver().countDocuments(Filters.in("_id", some)))
                .reduce(0L, Long::sum);
    }
}
