package io.airclass.homework.showcase;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code showcases}, shard key {@code _id}: the submission. */
@Repository
class ShowcaseRepository {
    private static final int ATTEMPTS_MAX = 8;

    private final AggregateStore<Showcase> store;

    ShowcaseRepository(Database database) {
        store = database.aggregates(
                "showcases", Showcase.class, NamedIndex.on("ofClass", "assignmentId", "classId", "kind", "_id"));
    }

    Flux<Stored<Showcase>> findAll(List<String> submissionIds) {
        return store.findAll(submissionIds);
    }

    Mono<Put<Showcase>> put(String submissionId, Function<Optional<Showcase>, Decision<Showcase>> decide) {
        return store.makeOrChange(submissionId, ATTEMPTS_MAX, current -> decide.apply(current.map(Stored::value)));
    }

    /** Empty where it was never proposed. */
    Mono<Stored<Showcase>> change(String submissionId, Function<Showcase, Decision<Showcase>> decide) {
        return store.change(submissionId, Optional.empty(), current -> decide.apply(current.value()));
    }

    Mono<Page<Stored<Showcase>>> shared(String assignmentId, String classId, PageRequest request) {
        return store.page(and(eq("assignmentId", assignmentId), eq("classId", classId), eq("kind", "shared")), request);
    }
}
