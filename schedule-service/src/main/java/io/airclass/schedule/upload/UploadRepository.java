package io.airclass.schedule.upload;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code uploads}, shard key {@code _id}: what is known of each file; the content is in the file store. */
@Repository
class UploadRepository implements BlobNamer {
    static final String COLLECTION = "uploads";

    private static final String UNATTACHED = "unattachedSince";

    private final AggregateStore<Upload> store;

    UploadRepository(Database database) {
        store = database.aggregates(COLLECTION, Upload.class, NamedIndex.sparse("unattached", UNATTACHED));
    }

    @Override
    public String kind() {
        return COLLECTION;
    }

    @Override
    public Mono<Boolean> names(String id, String blobId) {
        return store.find(id)
                .map(upload -> upload.value().blobId().equals(blobId))
                .defaultIfEmpty(false);
    }

    Mono<Stored<Upload>> create(String id, String requestHash, Upload upload) {
        return store.create(id, requestHash, upload, List.of());
    }

    Mono<Stored<Upload>> change(String id, Function<Upload, Decision<Upload>> decide) {
        return store.change(id, Optional.empty(), current -> decide.apply(current.value()));
    }

    /** Those that nothing was made of since, the oldest first. */
    Flux<Stored<Upload>> unattached(Instant before, int max) {
        return store.query(
                and(gt(UNATTACHED, new Date(0)), lt(UNATTACHED, Date.from(before))), Sorts.ascending(UNATTACHED), max);
    }

    /** Deletes one whose end has begun. */
    Mono<Void> delete(String id) {
        return Mono.from(store.driver().deleteOne(and(eq("_id", id), eq("going", true))))
                .then();
    }
}
