package io.airclass.schedule.question;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
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

    /** Shown under one of these keys, the latest first. */
    Mono<Page<Stored<Question>>> shown(Collection<String> keys, PageRequest request) {
        return store.page(in(KEYS, keys), request);
    }

    /** Shown with this word, as it is in one of these regions. */
    Mono<Page<Stored<Question>>> withTerm(Collection<String> terms, PageRequest request) {
        return store.page(in(TERMS, terms), request);
    }

    /** How many there are with this word, counted no further than {@code max}. */
    Mono<Long> countWithTerm(Collection<String> terms, int max) {
        return Flux.from(store.driver()
                        .find(in(TERMS, terms))
                        .projection(Projections.include("_id"))
                        .limit(max))
                .count();
    }

    /** So many after a cursor. */
    static PageRequest window(String cursor, int size) {
        var after = PageRequest.of(ANSWERED_AT, true, null, cursor);
        return new PageRequest(ANSWERED_AT, true, size, after.last());
    }

    /** Where a list of answered questions goes on after this one. */
    static String cursorAfter(Stored<Question> last) {
        var answeredAt = ((Question.Answered) last.value()).answeredAt();
        var mark = new BsonDocument("_id", new BsonString(last.id()))
                .append(ANSWERED_AT, new BsonDateTime(answeredAt.toEpochMilli()));
        return new PageRequest(ANSWERED_AT, true, 1, null)
                .page(List.of(mark, mark))
                .cursor();
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
