package io.airclass.roster.account;

import com.mongodb.client.model.Filters;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The reservations of usernames, by normalised name; shard key {@code _id}. */
@Repository
class UsernameRepository {
    private final AggregateStore<Username> store;

    UsernameRepository(Database database) {
        store = database.aggregates("usernames", Username.class);
    }

    Mono<Stored<Username>> find(String username) {
        return store.find(username);
    }

    Flux<Stored<Username>> findAll(Collection<String> usernames) {
        return store.findAll(List.copyOf(usernames));
    }

    Mono<Boolean> reserveAll(List<Change<Username>> reservations) {
        return store.saveAll(reservations);
    }

    /** Gives a name back that the person no longer uses. */
    Mono<Void> release(String username, String personId) {
        return Mono.from(store.driver()
                        .deleteOne(Filters.and(Filters.eq("_id", username), Filters.eq("personId", personId))))
                .then();
    }
}
