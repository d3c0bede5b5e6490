package io.airclass.schedule.replay;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Sorts;
import io.airclass.contracts.schedule.ReplayTaskClosedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.retention.Kept;
import io.airclass.schedule.retention.Oldest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code replayTasks}, shard key {@code _id}: lesson and student. */
@Repository
class ReplayTaskRepository implements Kept {
    private static final String MISSED_AT = "missedAt";
    private static final int WRITTEN_TOGETHER = 500;

    private final AggregateStore<ReplayTask> store;

    ReplayTaskRepository(Database database) {
        store = database.aggregates(
                "replayTasks",
                ReplayTask.class,
                NamedIndex.on("byStudent", "studentId", "open", "_id"),
                NamedIndex.on("byClass", "classId", "lessonId", "_id"),
                NamedIndex.on("missedAt", MISSED_AT));
    }

    @Override
    public String what() {
        return "replay-tasks";
    }

    @Override
    public Time time() {
        return Time.PERSONAL;
    }

    @Override
    public Mono<Long> end(Instant before, int max) {
        return Oldest.delete(store.driver(), MISSED_AT, before, max);
    }

    private static String id(String lessonId, String studentId) {
        return lessonId + "/" + studentId;
    }

    /** Makes those that are not there; one that is there stays as it is. */
    Mono<Void> open(List<ReplayTask> tasks) {
        return Flux.fromIterable(tasks)
                .map(task -> new Change<>(id(task.lessonId(), task.studentId()), 0, task, List.of()))
                .buffer(WRITTEN_TOGETHER)
                .concatMap(store::saveAll)
                .then();
    }

    Mono<Page<Stored<ReplayTask>>> page(String studentId, boolean open, PageRequest request) {
        return store.page(and(eq("studentId", studentId), eq("open", open)), request);
    }

    /** Those of a class for these lessons, at most so many. */
    Flux<ReplayTask> ofClass(String classId, Collection<String> lessonIds, int max) {
        return lessonIds.isEmpty()
                ? Flux.empty()
                : store.query(
                                and(eq("classId", classId), in("lessonId", lessonIds)),
                                Sorts.ascending("classId", "lessonId", "_id"),
                                max)
                        .map(Stored::value);
    }

    /** Closes the student's task of a lesson, once; empty where there is none. */
    Mono<ReplayTask> close(String lessonId, String studentId, String replayId, int percent, Instant at) {
        return store.change(id(lessonId, studentId), Optional.empty(), stored -> {
                    var task = stored.value();
                    return task.open()
                            ? Decision.accepted(
                                    task.closed(replayId, percent, at),
                                    new ReplayTaskClosedV1(
                                            lessonId,
                                            replayId,
                                            task.classId(),
                                            task.schoolId(),
                                            task.within(),
                                            studentId,
                                            percent))
                            : Decision.unchanged(task);
                })
                .map(Stored::value);
    }
}
