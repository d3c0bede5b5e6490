package io.airclass.schedule.live;

import com.mongodb.client.model.Filters;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The collection {@code liveReadiness}, shard key {@code _id}. */
@Repository
class ReadinessRepository {
    private final AggregateStore<Readiness> store;

    ReadinessRepository(Database database) {
        store = database.aggregates("liveReadiness", Readiness.class, NamedIndex.on("byWithin", "within", "_id"));
    }

    Mono<Page<Stored<Readiness>>> page(String orgId, PageRequest request) {
        return store.page(Filters.eq("within", orgId), request);
    }

    /** Makes the document where there is none, then notes what was reached; nothing is written where it was known. */
    Mono<Void> note(PlannedLesson lesson, UnaryOperator<Readiness> reached) {
        return store.change(lesson.schoolId(), Optional.empty(), stored -> {
                    var next = reached.apply(stored.value());
                    return next.equals(stored.value()) ? Decision.unchanged(next) : Decision.accepted(next);
                })
                .switchIfEmpty(Mono.defer(() -> store.create(
                        lesson.schoolId(), null, reached.apply(Readiness.nothing(lesson.within())), List.of())))
                .onErrorResume(
                        ReadinessRepository::isTaken, _ -> note(lesson, reached).then(Mono.empty()))
                .then();
    }

    private static boolean isTaken(Throwable thrown) {
        return thrown instanceof Refused refused
                && refused.rejection() instanceof Rejection.Conflict conflict
                && conflict.slug().equals("already-exists");
    }
}
