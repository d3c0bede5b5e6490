package io.airclass.schedule.timetable;

import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The publications; {@code _id} is the publication's id and the shard key. */
@Repository
class PublicationRepository {
    private final AggregateStore<Publication> publications;

    PublicationRepository(Database database) {
        publications = database.aggregates("publications", Publication.class, NamedIndex.sparse("dueAt", "dueAt"));
    }

    Mono<Stored<Publication>> find(String id) {
        return publications.find(id);
    }

    /** Refused with {@code already-exists} where there is one of that id. */
    Mono<Stored<Publication>> create(String id, Publication first) {
        return publications.create(id, null, first, List.of());
    }

    /** Writes the next state of what was read; {@link VersionMoved} when somebody else was faster. */
    Mono<Stored<Publication>> save(Stored<Publication> current, Publication next) {
        return publications.save(current, next, List.of());
    }

    /** Those that nobody works on, the longest waiting first. */
    Flux<Stored<Publication>> due(Instant at, int limit) {
        return publications.query(lte("dueAt", at.toEpochMilli()), Sorts.ascending("dueAt"), limit);
    }
}
