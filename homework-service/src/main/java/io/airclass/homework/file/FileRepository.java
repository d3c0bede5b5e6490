package io.airclass.homework.file;

import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code files}, shard key {@code _id}: what is known of each file; the content is in the file store. */
@Repository
class FileRepository {
    private final AggregateStore<HomeworkFile> store;

    FileRepository(Database database) {
        store = database.aggregates("files", HomeworkFile.class);
    }

    Mono<Stored<HomeworkFile>> find(String id) {
        return store.find(id);
    }

    Flux<Stored<HomeworkFile>> findAll(List<String> ids) {
        return store.findAll(ids);
    }

    Mono<Stored<HomeworkFile>> create(String id, String requestHash, HomeworkFile file) {
        return store.create(id, requestHash, file, List.of());
    }
}
