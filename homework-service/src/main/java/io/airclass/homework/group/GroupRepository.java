package io.airclass.homework.group;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code homeworkGroups}, shard key {@code _id}: the group. */
@Repository
public class GroupRepository {
    private static final int ATTEMPTS_MAX = 8;

    private final AggregateStore<Group> store;

    GroupRepository(Database database) {
        store = database.aggregates("homeworkGroups", Group.class);
    }

    public Mono<Group> find(String id) {
        return store.find(id).map(Stored::value);
    }

    /** Takes over what an event tells, unless what is known is as new. */
    Mono<Void> put(String id, Group told) {
        return store.makeOrChange(id, ATTEMPTS_MAX, current -> current.map(Stored::value)
                        .filter(known -> known.sequence() >= told.sequence())
                        .map(Decision::unchanged)
                        .orElseGet(() -> Decision.accepted(told)))
                .then();
    }
}
