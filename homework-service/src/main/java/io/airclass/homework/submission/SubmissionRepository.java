package io.airclass.homework.submission;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.airclass.homework.assignment.Submitters;
import io.airclass.homework.file.HandIns;
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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code submissions}, shard key {@code _id}, which stands for assignment and student. */
@Repository
public class SubmissionRepository implements HandIns, Submitters {
    private static final String ASSIGNMENT_ID = "assigned.assignmentId";
    private static final String KIND = "kind";
    private static final String CLASS_ID = "assigned.classId";
    /** More students than a class has had. */
    private static final int OF_CLASS_MAX = 500;

    private static final String HANDED_IN = "handed-in";
    private static final String VOICE_ID = "rounds.voiceFileId";
    private static final String FILE_ID = "attempts.files.id";

    /** The signs on the pages are for who opens one. */
    private static final List<String> LISTED = Stream.concat(
                    Stream.of("version", "kind", "assigned", "parts", "until"),
                    Stream.of(
                                    "number",
                                    "outcome",
                                    "score",
                                    "maxScore",
                                    "level",
                                    "comment",
                                    "voiceFileId",
                                    "parts",
                                    "markedBy",
                                    "markedAt",
                                    "attempt")
                            .map(field -> "rounds." + field))
            .toList();

    /** Everything that a list shows; said by inclusion, because servers differ on a slice alone. */
    private static final Bson LATEST_ATTEMPT =
            Projections.fields(Projections.include(LISTED), Projections.slice("attempts", -1));

    /** A file is handed in to few assignments, if to more than one. */
    private static final int HAND_INS_OF_FILE_MAX = 20;

    private final AggregateStore<Submission> store;

    SubmissionRepository(Database database) {
        store = database.aggregates(
                "submissions",
                Submission.class,
                NamedIndex.on("assignment", ASSIGNMENT_ID, CLASS_ID, "_id"),
                NamedIndex.on("queue", ASSIGNMENT_ID, CLASS_ID, KIND, "_id"),
                NamedIndex.on("file", FILE_ID),
                NamedIndex.sparse("voice", VOICE_ID));
    }

    public Mono<Stored<Submission>> find(String id) {
        return store.find(id);
    }

    public Flux<Stored<Submission>> findAll(List<String> ids) {
        return store.findAll(ids);
    }

    public Mono<Put<Submission>> put(
            String id, Optional<Long> expectedVersion, Function<Optional<Submission>, Decision<Submission>> decide) {
        return store.put(id, expectedVersion, current -> decide.apply(current.map(Stored::value)));
    }

    /** Submissions of a class to an assignment by id, each with its latest attempt only. */
    Mono<Page<Stored<Submission>>> page(String assignmentId, String classId, PageRequest request) {
        return page(and(eq(ASSIGNMENT_ID, assignmentId), eq(CLASS_ID, classId)), request);
    }

    /**
     * Those that wait to be marked, each with its latest attempt only.
     *
     * @param part of which the question is not marked yet; empty for all that wait
     */
    public Mono<Page<Stored<Submission>>> waiting(
            String assignmentId, String classId, Optional<Long> part, PageRequest request) {
        var waiting = and(eq(ASSIGNMENT_ID, assignmentId), eq(CLASS_ID, classId), eq(KIND, HANDED_IN));
        return page(part.map(number -> and(waiting, ne("parts.part", number))).orElse(waiting), request);
    }

    /** All that wait to be marked of a class, at most so many, whole. */
    public Flux<Stored<Submission>> allWaiting(String assignmentId, String classId, int limit) {
        return store.query(
                and(eq(ASSIGNMENT_ID, assignmentId), eq(CLASS_ID, classId), eq(KIND, HANDED_IN)),
                Sorts.ascending("_id"),
                limit);
    }

    /** A change for which nobody needs to know the version. */
    public Mono<Put<Submission>> makeOrChange(String id, Function<Optional<Submission>, Decision<Submission>> decide) {
        return store.makeOrChange(
                id, AggregateStore.CHANGE_ATTEMPTS_MAX, current -> decide.apply(current.map(Stored::value)));
    }

    /** How many wait to be marked, of each of these assignments in each class. */
    public Flux<Waiting> waiting(List<String> assignmentIds) {
        return Flux.from(store.driver()
                        .aggregate(
                                List.of(
                                        Aggregates.match(and(in(ASSIGNMENT_ID, assignmentIds), eq(KIND, HANDED_IN))),
                                        Aggregates.group(
                                                new Document("a", "$" + ASSIGNMENT_ID).append("c", "$" + CLASS_ID),
                                                Accumulators.sum("n", 1L))),
                                Document.class))
                .map(found -> {
                    var id = found.get("_id", Document.class);
                    return new Waiting(
                            id.getString("a"),
                            id.getString("c"),
                            found.get("n", Number.class).longValue());
                });
    }

    private Mono<Page<Stored<Submission>>> page(Bson filter, PageRequest request) {
        return Flux.from(store.driver()
                        .find(request.after(filter))
                        .sort(request.sort())
                        .projection(LATEST_ATTEMPT)
                        .limit(request.limit() + 1))
                .collectList()
                .map(found -> request.page(found).map(store::stored));
    }

    @Override
    public Mono<Set<String>> of(String assignmentId, String classId) {
        return Flux.from(store.driver()
                        .find(and(eq(ASSIGNMENT_ID, assignmentId), eq(CLASS_ID, classId)))
                        .projection(Projections.include("assigned.studentId"))
                        .limit(OF_CLASS_MAX))
                .map(found ->
                        found.getDocument("assigned").getString("studentId").getValue())
                .collect(Collectors.toSet());
    }

    @Override
    public Flux<String> studentsToldBy(String fileId) {
        return Flux.from(store.driver()
                        .find(eq(VOICE_ID, fileId))
                        .projection(Projections.include("assigned.studentId"))
                        .limit(HAND_INS_OF_FILE_MAX))
                .map(found ->
                        found.getDocument("assigned").getString("studentId").getValue())
                .distinct();
    }

    @Override
    public Flux<String> submissionsWith(String fileId) {
        return Flux.from(store.driver()
                        .find(eq(FILE_ID, fileId))
                        .projection(LATEST_ATTEMPT)
                        .limit(HAND_INS_OF_FILE_MAX))
                .map(store::stored)
                .filter(found -> found.value().latest().files().stream()
                        .anyMatch(file -> file.id().equals(fileId)))
                .map(Stored::id);
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
