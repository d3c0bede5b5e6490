package io.airclass.schedule.timetable;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.github.benmanes.caffeine.cache.Ticker;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.group.GroupService;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The timetables, one a class or group; {@code _id} is its id and the shard key. */
@Repository
public class TimetableRepository {
    private static final String COLLECTION = "timetables";
    private static final Bson HEADS = Projections.include("versions");
    private static final int HELD_MAX = 20_000;
    /** A net only: each replica hears of publications and forgets. */
    private static final Duration HELD_FOR = Duration.ofMinutes(1);

    private final AggregateStore<Timetable> timetables;
    private final MongoCollection<Heads> heads;
    private final Held<List<VersionHead>> held = new Held<>(HELD_MAX, HELD_FOR, Ticker.systemTicker());

    /** The published part of a timetable. */
    public record Heads(@BsonId String classId, List<VersionHead> versions) {}

    TimetableRepository(Database database) {
        timetables = database.aggregates(COLLECTION, Timetable.class, NamedIndex.on("bySchool", "schoolId", "_id"));
        heads = database.collection(COLLECTION, Heads.class);
    }

    Mono<Stored<Timetable>> find(String classId) {
        return timetables.find(classId);
    }

    Flux<Stored<Timetable>> findAll(List<String> ids) {
        return timetables.findAll(ids);
    }

    /** Those of a school's classes and groups, by their ids, at most so many. */
    Flux<Stored<Timetable>> ofSchool(String schoolId, int max) {
        return timetables.query(eq("schoolId", schoolId), Sorts.ascending("_id"), max);
    }

    Mono<Stored<Timetable>> change(String id, Function<Stored<Timetable>, Decision<Timetable>> decide) {
        return timetables.change(id, Optional.empty(), decide).doOnNext(_ -> forget(id));
    }

    /** Writes the next state of what was read; {@link VersionMoved} when somebody else was faster. */
    Mono<Stored<Timetable>> put(
            String classId, Optional<Stored<Timetable>> current, Timetable next, List<PublishedEvent> events) {
        return current.map(read -> timetables.save(read, next, events)).orElseGet(() -> timetables
                .create(classId, null, next, events)
                .onErrorMap(TimetableRepository::isTaken, _ -> new VersionMoved(COLLECTION, classId)));
    }

    private static boolean isTaken(Throwable thrown) {
        return thrown instanceof Refused refused && refused.rejection() instanceof Rejection.Conflict;
    }

    /** The versions of a class, in the order of publication; from memory, as good as now on every replica within 2 s of a publication. */
    public Mono<List<VersionHead>> versionsOf(String classId) {
        return held.get(classId, id -> Mono.from(
                        heads.find(eq("_id", id)).projection(HEADS).limit(1))
                .map(Heads::versions)
                .defaultIfEmpty(List.of()));
    }

    /** The versions of these classes, read now; a class without a timetable is absent. */
    public Mono<Map<String, List<VersionHead>>> versionsOf(Collection<String> classIds) {
        return classIds.isEmpty()
                ? Mono.just(Map.of())
                : Flux.from(heads.find(in("_id", classIds)).projection(HEADS))
                        .collectMap(Heads::classId, Heads::versions);
    }

    /** The ids of groups with a timetable that come after this one, in the order of ids, at most so many. */
    public Mono<List<String>> groupsAfter(String id, int limit) {
        String after = id.isEmpty() ? GroupService.ID_PREFIX : id;
        return Flux.from(heads.find(and(gt("_id", after), lt("_id", GroupService.ID_PREFIX + '\uffff')))
                        .projection(Projections.include("_id"))
                        .sort(Sorts.ascending("_id"))
                        .limit(limit)
                        .batchSize(limit))
                .map(Heads::classId)
                .collectList();
    }

    /** The next question reads anew. */
    public void forget(String classId) {
        held.forget(classId);
    }
}
