package io.airclass.schedule.upload;

import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code uploads}, shard key {@code _id}: what is known of each file; the content is in the file store. */
@Repository
class UploadRepository {
    private final AggregateStore<Upload> store;

    UploadRepository(Database database) {
        store = database.aggregates("uploads", Upload.class);
    }

    Flux<Stored<Upload>> findAll(List<String> ids) {
        return store.findAll(ids);
    }

    Mono<Stored<Upload>> create(String id, String requestHash, Upload upload) {
        return store.create(id, requestHash, upload, List.of());
    }
}
