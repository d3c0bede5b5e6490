package io.airclass.homework.assignment;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.airclass.contracts.PublishedEvent;
import io.airclass.homework.access.Interest;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code assignments}, shard key {@code _id}. */
@Repository
public class AssignmentRepository {
    /** What lists are sorted by. */
    static final String DUE_AT = "dueAt";

    private static final String AUDIENCE = "terms.audience";
    private static final String TEACHER_ID = "teacherId";
    private static final String FILE_ID = "terms.task.fileIds";
    private static final int OF_FILE_MAX = 20;
    private static final String WAKE_AT = "wakeAt";
    private static final String KIND = "kind";

    private final AggregateStore<Assignment> store;

    AssignmentRepository(Database database) {
        store = database.aggregates(
                "assignments",
                Assignment.class,
                latestDueBy("audienceDue", AUDIENCE),
                latestDueBy("teacherDue", TEACHER_ID),
                NamedIndex.sparse("byWake", WAKE_AT),
                NamedIndex.on("file", FILE_ID, "_id"));
    }

    private static NamedIndex latestDueBy(String name, String field) {
        return NamedIndex.of(name, compoundIndex(ascending(field), descending(DUE_AT, "_id")), new IndexOptions());
    }

    public Mono<Stored<Assignment>> find(String id) {
        return store.find(id);
    }

    Mono<Stored<Assignment>> create(String id, String requestHash, Assignment first) {
        return store.create(id, requestHash, first, List.of());
    }

    Mono<Stored<Assignment>> change(
            String id, Optional<Long> expectedVersion, Function<Stored<Assignment>, Decision<Assignment>> decide) {
        return store.change(id, expectedVersion, decide);
    }

    /** {@link VersionMoved} where it is not as it was read any more. */
    Mono<Stored<Assignment>> save(Stored<Assignment> current, Assignment next, List<PublishedEvent> events) {
        return store.save(current, next, events);
    }

    /** Removes a draft, if it is as it was read; says whether it was. */
    Mono<Boolean> remove(Stored<Assignment> draft) {
        return Mono.from(store.driver().deleteOne(and(eq("_id", draft.id()), eq("version", draft.version()))))
                .map(removed -> removed.getDeletedCount() == 1);
    }

    /** Another look later; what others changed meanwhile stands. */
    Mono<Void> putOff(Stored<Assignment> due, Instant until) {
        return store.update(due.id(), due.version(), Updates.set(WAKE_AT, until), List.of())
                .onErrorResume(VersionMoved.class, _ -> Mono.empty())
                .then();
    }

    /** What students see of the classes and children, and all that the teacher wrote. */
    Mono<Page<Stored<Assignment>>> page(Interest interest, PageRequest request) {
        var each = new ArrayList<Bson>();
        var audience = Stream.concat(
                        interest.classIds().stream().map(Terms::ofClass),
                        interest.studentIds().stream().map(Terms::ofStudent))
                .toList();
        if (!audience.isEmpty()) {
            each.add(and(in(AUDIENCE, audience), ne(KIND, "scheduled"), ne("shown", false)));
        }
        interest.teacherId().ifPresent(teacher -> each.add(eq(TEACHER_ID, teacher)));
        return store.page(each.size() == 1 ? each.getFirst() : or(each), request);
    }

    /** What a teacher published. */
    Mono<Page<Stored<Assignment.Published>>> published(String teacherId, PageRequest request) {
        return store.page(and(eq(TEACHER_ID, teacherId), ne(KIND, "draft")), request)
                .map(page -> page.map(
                        stored -> new Stored<>(stored.id(), stored.version(), (Assignment.Published) stored.value())));
    }

    /** Published homework that a file is attached to, at most twenty pieces. */
    Flux<Stored<Assignment>> with(String fileId) {
        return store.query(eq(FILE_ID, fileId), Sorts.ascending("_id"), OF_FILE_MAX);
    }

    /** What opens, closes or is to be given back, the longest overdue first. */
    Flux<Stored<Assignment>> due(Instant at, int limit) {
        return store.query(lte(WAKE_AT, at), Sorts.ascending(WAKE_AT), limit);
    }
}
