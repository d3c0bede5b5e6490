package io.airclass.homework.submission;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Projections;
import io.airclass.homework.file.HandIns;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code submissions}, shard key {@code _id}, which stands for assignment and student. */
@Repository
public class SubmissionRepository implements HandIns {
    private static final String ASSIGNMENT_ID = "assigned.assignmentId";
    private static final String CLASS_ID = "assigned.classId";
    private static final String FILE_ID = "attempts.files.id";

    /** Everything that a list shows; said by inclusion, because servers differ on a slice alone. */
    private static final Bson LATEST_ATTEMPT = Projections.fields(
            Projections.include("version", "kind", "assigned", "rounds"), Projections.slice("attempts", -1));

    /** A file is handed in to few assignments, if to more than one. */
    private static final int HAND_INS_OF_FILE_MAX = 20;

    private final AggregateStore<Submission> store;

    SubmissionRepository(Database database) {
        store = database.aggregates(
                "submissions",
                Submission.class,
                NamedIndex.on("assignment", ASSIGNMENT_ID, "_id"),
                NamedIndex.on("file", FILE_ID));
    }

    public Mono<Stored<Submission>> find(String id) {
        return store.find(id);
    }

    public Mono<Put<Submission>> put(
            String id, Optional<Long> expectedVersion, Function<Optional<Submission>, Decision<Submission>> decide) {
        return store.put(id, expectedVersion, current -> decide.apply(current.map(Stored::value)));
    }

    /** Submissions to an assignment by id, each with its latest attempt only. */
    Mono<Page<Stored<Submission>>> page(String assignmentId, PageRequest request) {
        return Flux.from(store.driver()
                        .find(request.after(eq(ASSIGNMENT_ID, assignmentId)))
                        .sort(request.sort())
                        .projection(LATEST_ATTEMPT)
                        .limit(request.limit() + 1))
                .collectList()
                .map(found -> request.page(found).map(store::stored));
    }

    @Override
    public Flux<String> classesWith(String fileId) {
        return Flux.from(store.driver()
                        .find(eq(FILE_ID, fileId))
                        .projection(Projections.include(CLASS_ID))
                        .limit(HAND_INS_OF_FILE_MAX))
                .map(found -> found.getDocument("assigned").getString("classId").getValue())
                .distinct();
    }
}
