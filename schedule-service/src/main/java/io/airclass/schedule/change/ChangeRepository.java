package io.airclass.schedule.change;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.github.benmanes.caffeine.cache.Ticker;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.codecs.pojo.annotations.BsonId;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is changed, one document a timetable and school year ({@code changedDays}), and each change with its reason
 * ({@code lessonChanges}); {@code _id} is the shard key of both.
 */
@Repository
public class ChangeRepository {
    private static final String DAYS = "changedDays";
    /** More timetables than a school has. */
    private static final int OF_SCHOOL_MAX = 500;
    /** More classes than one teacher covers in a year. */
    private static final int OF_TEACHER_MAX = 500;
    /** More often than one lesson is changed. */
    private static final int OF_LESSON_MAX = 100;

    /** Timetables; one with fifty changes takes some 40 KB. */
    private static final int HELD_MAX = 4_000;
    /** A net only: each replica hears of changes and forgets. */
    private static final Duration HELD_FOR = Duration.ofMinutes(1);

    private final AggregateStore<ChangedDays> days;
    private final AggregateStore<LessonChange> changes;
    private final MongoCollection<Holder> holders;
    private final Held<List<DayChange>> held = new Held<>(HELD_MAX, HELD_FOR, Ticker.systemTicker());

    /** Whose days they are. */
    public record Holder(@BsonId String id, String holderId) {}

    ChangeRepository(Database database) {
        holders = database.collection(DAYS, Holder.class);
        days = database.aggregates(
                DAYS,
                ChangedDays.class,
                NamedIndex.on("byTeacher", "teacherIds", "schoolYear", "_id"),
                NamedIndex.on("bySchool", "schoolId", "schoolYear", "_id"));
        changes =
                database.aggregates("lessonChanges", LessonChange.class, NamedIndex.on("byLesson", "lessonIds", "_id"));
    }

    static String idOf(String holderId, String schoolYear) {
        return holderId + ":" + schoolYear;
    }

    Mono<Optional<Stored<ChangedDays>>> find(String holderId, String schoolYear) {
        return days.find(idOf(holderId, schoolYear)).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    /** What is changed in a school year, from memory; as good as now on every replica within 2 s of a change. */
    public Mono<List<DayChange>> held(String holderId, String schoolYear) {
        return held.get(
                idOf(holderId, schoolYear),
                id -> days.find(id).map(found -> found.value().changes()).defaultIfEmpty(List.of()));
    }

    /** The next question reads anew. */
    public void forget(String holderId, String schoolYear) {
        held.forget(idOf(holderId, schoolYear));
    }

    /** In whose timetables somebody gives lessons by changes. */
    public Mono<List<String>> holdersOf(String teacherId, Collection<String> schoolYears) {
        return Flux.from(holders.find(and(eq("teacherIds", teacherId), in("schoolYear", schoolYears)))
                        .projection(Projections.include("holderId"))
                        .sort(Sorts.ascending("schoolYear", "_id"))
                        .limit(OF_TEACHER_MAX))
                .map(Holder::holderId)
                .distinct()
                .collectList();
    }

    Flux<DayChange> ofSchool(String schoolId, String schoolYear) {
        return days.query(
                        and(eq("schoolId", schoolId), eq("schoolYear", schoolYear)),
                        Sorts.ascending("_id"),
                        OF_SCHOOL_MAX)
                .concatMapIterable(found -> found.value().changes());
    }

    /** Writes the next state of what was read; {@link VersionMoved} when somebody else was faster. */
    Mono<Stored<ChangedDays>> put(Optional<Stored<ChangedDays>> current, ChangedDays next) {
        var id = idOf(next.holderId(), next.schoolYear());
        return current.map(read -> days.save(read, next, List.of()))
                .orElseGet(() -> days.create(id, null, next, List.of())
                        .onErrorMap(
                                thrown -> thrown instanceof Refused refused
                                        && refused.rejection() instanceof Rejection.Conflict,
                                _ -> new VersionMoved(DAYS, id)));
    }

    Mono<Stored<ChangedDays>> change(
            String holderId, String schoolYear, Function<Stored<ChangedDays>, Decision<ChangedDays>> decide) {
        return days.change(idOf(holderId, schoolYear), Optional.empty(), decide)
                .doOnNext(_ -> forget(holderId, schoolYear));
    }

    /** Keeps what is asked; the same one again changes nothing. */
    Mono<Void> keep(String changeId, LessonChange change) {
        return changes.create(changeId, null, change, List.of())
                .onErrorResume(
                        thrown ->
                                thrown instanceof Refused refused && refused.rejection() instanceof Rejection.Conflict,
                        _ -> Mono.empty())
                .then();
    }

    Mono<LessonChange> asked(String changeId) {
        return changes.find(changeId).map(Stored::value);
    }

    Mono<Void> markTrue(String changeId, Instant at) {
        return changes.change(
                        changeId,
                        Optional.empty(),
                        current -> current.value().trueSince() == null
                                ? Decision.accepted(current.value().isTrueSince(at))
                                : Decision.unchanged(current.value()))
                .then();
    }

    /** The true ones, the first first. */
    Mono<List<Stored<LessonChange>>> ofLesson(String lessonId) {
        return changes.query(and(eq("lessonIds", lessonId), exists("trueSince")), Sorts.ascending("_id"), OF_LESSON_MAX)
                .collectSortedList(Comparator.comparing(
                        (Stored<LessonChange> found) -> found.value().trueSince()));
    }
}
