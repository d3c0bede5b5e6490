package io.airclass.roster.launch;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection of who has opened what; the id follows from person and app; shard key {@code _id}. */
@Repository
class OpenedRepository {
    private static final String SAME = "same";

    private final AggregateStore<Opened> store;

    OpenedRepository(Database database) {
        store = database.aggregates("openedApps", Opened.class);
    }

    /**
     * Counts one more.
     *
     * @param opened as it is told the first time
     * @param events of the first time only
     */
    Mono<Stored<Opened>> count(Opened opened, List<PublishedEvent> events) {
        String id = Ids.from("opened", opened.clientId(), opened.personId());
        Mono<Stored<Opened>> again = store.change(
                id,
                Optional.empty(),
                known -> Decision.accepted(known.value().again(opened.within(), opened.lastAt())));
        return again.switchIfEmpty(store.create(id, SAME, opened, events).then(again));
    }
}
