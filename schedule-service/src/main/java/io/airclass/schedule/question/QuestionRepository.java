package io.airclass.schedule.question;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Sorts;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code questions}, shard key {@code _id}. */
@Repository
class QuestionRepository {
    /** What open questions and those of an asker are sorted by. */
    static final String ASKED_AT = "askedAt";

    /** What answered questions are sorted by, the latest first. */
    static final String ANSWERED_AT = "answeredAt";

    private static final String DESK = "open.desk";
    private static final String OPEN_WITHIN = "open.within";
    private static final String STUDENT = "asker.studentId";
    private static final String SCHOOL = "asker.schoolId";
    private static final String DAY = "asker.day";
    private static final String KEYS = "shown.keys";
    private static final String TERMS = "shown.terms";

    private final AggregateStore<Question> store;

    QuestionRepository(Database database) {
        store = database.aggregates(
                "questions",
                Question.class,
                NamedIndex.on("byDesk", DESK, ASKED_AT, "_id"),
                NamedIndex.on("openWithin", OPEN_WITHIN, ASKED_AT, "_id"),
                latest("byStudent", STUDENT, ASKED_AT),
                latest("shownByKey", KEYS, ANSWERED_AT),
                latest("shownByTerm", TERMS, ANSWERED_AT),
                NamedIndex.on("bySchoolDay", SCHOOL, DAY, "_id"));
    }

    private static NamedIndex latest(String name, String by, String at) {
        return NamedIndex.of(name, compoundIndex(ascending(by), descending(at, "_id")), new IndexOptions());
    }

    Mono<Stored<Question>> find(String id) {
        return store.find(id);
    }

    Mono<Stored<Question>> create(String id, String requestHash, Question first, List<PublishedEvent> events) {
        return store.create(id, requestHash, first, events);
    }

    Mono<Stored<Question>> change(
            String id, Optional<Long> expectedVersion, Function<Stored<Question>, Decision<Question>> decide) {
        return store.change(id, expectedVersion, decide);
    }

    /** Open ones at these desks, the longest waiting first. */
    Mono<Page<Stored<Question>>> atDesks(Collection<String> desks, PageRequest request) {
        return store.page(in(DESK, desks), request);
    }

    /** Of these students, the latest first. */
    Mono<Page<Stored<Question>>> ofStudents(Collection<String> studentIds, PageRequest request) {
        return store.page(in(STUDENT, studentIds), request);
    }

    /**
     * Shown under one of these keys and, where terms are given, with one of each of these.
     *
     * @param terms for each word, what it is in each region
     */
    Mono<Page<Stored<Question>>> shown(Collection<String> keys, List<List<String>> terms, PageRequest request) {
        var all = new ArrayList<Bson>();
        terms.forEach(each -> all.add(in(TERMS, each)));
        all.add(in(KEYS, keys));
        return store.page(and(all), request);
    }

    /** The one of an organisation that has waited longest. */
    Mono<Stored<Question>> longestWaiting(String orgId) {
        return store.query(eq(OPEN_WITHIN, orgId), Sorts.ascending(ASKED_AT, "_id"), 1)
                .next();
    }

    Flux<Question> ofSchoolDay(String schoolId, String day, int max) {
        return store.query(and(eq(SCHOOL, schoolId), eq(DAY, day)), Sorts.ascending("_id"), max)
                .map(Stored::value);
    }
}
