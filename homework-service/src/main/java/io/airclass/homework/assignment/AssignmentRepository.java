package io.airclass.homework.assignment;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.IndexOptions;
import io.airclass.contracts.PublishedEvent;
import io.airclass.homework.access.Interest;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code assignments}, shard key {@code _id}. */
@Repository
public class AssignmentRepository {
    /** What lists are sorted by. */
    static final String DUE_AT = "dueAt";

    private static final String CLASS_ID = "classId";
    private static final String TEACHER_ID = "teacherId";

    private final AggregateStore<Assignment> store;

    AssignmentRepository(Database database) {
        store = database.aggregates(
                "assignments",
                Assignment.class,
                latestDueBy("classDue", CLASS_ID),
                latestDueBy("teacherDue", TEACHER_ID));
    }

    private static NamedIndex latestDueBy(String name, String field) {
        return NamedIndex.of(name, compoundIndex(ascending(field), descending(DUE_AT, "_id")), new IndexOptions());
    }

    public Mono<Stored<Assignment>> find(String id) {
        return store.find(id);
    }

    Mono<Stored<Assignment>> create(String id, String requestHash, Assignment first, List<PublishedEvent> events) {
        return store.create(id, requestHash, first, events);
    }

    Mono<Page<Stored<Assignment>>> page(Interest interest, PageRequest request) {
        var each = new ArrayList<Bson>();
        if (!interest.classIds().isEmpty()) {
            each.add(in(CLASS_ID, interest.classIds()));
        }
        interest.teacherId().ifPresent(teacher -> each.add(eq(TEACHER_ID, teacher)));
        return store.page(each.size() == 1 ? each.getFirst() : or(each), request);
    }
}
