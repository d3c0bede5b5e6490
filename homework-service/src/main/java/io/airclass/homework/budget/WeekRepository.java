package io.airclass.homework.budget;

import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code classWeeks}, shard key {@code _id}: the class and the Monday. */
@Repository
class WeekRepository {
    /** More teachers than publish to one class at the same instant. */
    private static final int RACERS_MAX = 40;

    private final AggregateStore<ClassWeek> store;

    WeekRepository(Database database) {
        store = database.aggregates("classWeeks", ClassWeek.class, NamedIndex.sparse("byDue", "dueAt"));
    }

    Flux<ClassWeek> findAll(List<String> ids) {
        return store.findAll(ids).map(Stored::value);
    }

    Mono<Put<ClassWeek>> makeOrChange(String id, ClassWeek first, Function<ClassWeek, Decision<ClassWeek>> decide) {
        return store.makeOrChange(
                id,
                RACERS_MAX,
                current -> decide.apply(current.map(Stored::value).orElse(first)));
    }

    /** Empty where there is no such week. */
    Mono<Stored<ClassWeek>> change(String id, Function<ClassWeek, Decision<ClassWeek>> decide) {
        return store.change(id, Optional.empty(), current -> decide.apply(current.value()));
    }

    /** Another look later; what others changed meanwhile stands. */
    Mono<Void> putOff(Stored<ClassWeek> week, Instant until) {
        return store.update(week.id(), week.version(), Updates.set("dueAt", until), List.of())
                .onErrorResume(VersionMoved.class, _ -> Mono.empty())
                .then();
    }

    /** Weeks with reservations to be settled, the longest overdue first. */
    Flux<Stored<ClassWeek>> due(Instant at, int limit) {
        return store.query(lte("dueAt", at), Sorts.ascending("dueAt"), limit);
    }
}
