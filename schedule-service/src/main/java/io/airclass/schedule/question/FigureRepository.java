package io.airclass.schedule.question;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection {@code questionFigures}, shard key {@code _id}: a school and a day. */
@Repository
class FigureRepository {
    /** 1,149 schools on each of 31 days, and some. */
    static final int DAYS_MAX = 50_000;

    private final AggregateStore<DayFigures> store;

    FigureRepository(Database database) {
        store = database.aggregates(
                "questionFigures", DayFigures.class, NamedIndex.on("byOrgDay", "within", "day", "_id"));
    }

    Mono<Stored<DayFigures>> find(String id) {
        return store.find(id);
    }

    Mono<Stored<DayFigures>> create(String id, DayFigures first) {
        return store.create(id, null, first, List.of());
    }

    Mono<Stored<DayFigures>> save(Stored<DayFigures> current, DayFigures next) {
        return store.save(current, next, List.of());
    }

    /** By day and school, one more than {@link #DAYS_MAX} where there are so many. */
    Flux<DayFigures> of(String orgId, LocalDate from, LocalDate to) {
        return store.query(
                        and(eq("within", orgId), gte("day", from.toString()), lte("day", to.toString())),
                        Sorts.ascending("day", "_id"),
                        DAYS_MAX + 1)
                .map(Stored::value);
    }
}
