package io.airclass.exam.exams;

import static com.mongodb.client.model.Filters.in;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.List;
import reactor.core.publisher.Mono;

/** The collection {@code exams}. */
public final class ExamRepository {

    private final AggregateStore<Exam> store;

    public ExamRepository(Database database) {
        store = database.aggregates("exams", Exam.class, NamedIndex.on("class", "classId", "opensAt", "_id"));
    }

    public Mono<Stored<Exam>> create(IdempotencyKey key, Exam exam, List<PublishedEvent> events) {
        return store.create(key.id(), key.requestHash(), exam, events);
    }

    /** What an earlier request with this key made, if there was one; refused if it asked for something else. */
    public Mono<Stored<Exam>> repeated(IdempotencyKey key) {
        return store.find(key.id())
                .flatMap(earlier -> store.create(key.id(), key.requestHash(), earlier.value(), List.of()));
    }

    public Mono<Stored<Exam>> find(String id) {
        return store.find(id);
    }

    /** The exams of these classes, the latest first. */
    public Mono<Page<Stored<Exam>>> page(List<String> classIds, Integer limit, String cursor) {
        return Mono.defer(() -> store.page(in("classId", classIds), PageRequest.of("opensAt", true, limit, cursor)));
    }
}
