package io.airclass.schedule.figures;

import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code lessonPlanDays}, shard key {@code _id}: the day. */
@Repository
class PlanDayRepository {
    private final AggregateStore<PlanDay> store;

    PlanDayRepository(Database database) {
        store = database.aggregates("lessonPlanDays", PlanDay.class, NamedIndex.sparse("byDue", "dueAt"));
    }

    Mono<List<String>> known(List<String> days) {
        return store.findAll(days).map(Stored::id).collectList();
    }

    /** Of several replicas one makes it. */
    Mono<Void> create(PlanDay first) {
        return store.create(first.day(), null, first, List.of())
                .then()
                .onErrorResume(
                        Refused.class,
                        refused -> refused.rejection().slug().equals("already-exists")
                                ? Mono.empty()
                                : Mono.error(refused));
    }

    Flux<Stored<PlanDay>> due(Instant at, int limit) {
        return store.query(lte("dueAt", at), Sorts.ascending("dueAt"), limit);
    }

    /** What is known of a day is counted anew from that time on; a count that is under way stops. */
    Mono<Void> again(LocalDate day, Instant at) {
        return store.change(
                        day.toString(),
                        Optional.empty(),
                        known -> Decision.accepted(
                                known.value().again(known.value().over(), at)))
                .then();
    }

    /** Empty where another replica was faster. */
    Mono<Stored<PlanDay>> claim(Stored<PlanDay> due, Instant until) {
        return store.update(due.id(), due.version(), Updates.set("dueAt", until), List.of())
                .map(version -> new Stored<>(due.id(), version, due.value()))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }

    /** {@link VersionMoved} where the lease was over and another replica went on. */
    Mono<Stored<PlanDay>> save(Stored<PlanDay> claimed, PlanDay next) {
        return store.save(claimed, next, List.of());
    }
}
