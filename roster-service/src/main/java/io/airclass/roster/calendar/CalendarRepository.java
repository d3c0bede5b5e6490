package io.airclass.roster.calendar;

import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of calendars, {@code organisation:school year} each; shard key {@code _id}. */
@Repository
class CalendarRepository {
    private final AggregateStore<Calendar> store;

    CalendarRepository(Database database) {
        store = database.aggregates("calendars", Calendar.class);
    }

    Mono<Stored<Calendar>> find(String orgId, String schoolYear) {
        return store.find(CalendarChangedV1.idOf(orgId, schoolYear));
    }

    /** Those of these organisations in these school years, in no order; by one query. */
    Flux<Stored<Calendar>> findAll(Collection<String> orgIds, Collection<String> schoolYears) {
        List<String> ids = orgIds.stream()
                .flatMap(orgId -> schoolYears.stream().map(year -> CalendarChangedV1.idOf(orgId, year)))
                .toList();
        return store.findAll(ids);
    }

    Mono<Put<Calendar>> put(
            String orgId,
            String schoolYear,
            Optional<Long> expectedVersion,
            Function<Optional<Calendar>, Decision<Calendar>> decide) {
        return store.put(
                CalendarChangedV1.idOf(orgId, schoolYear),
                expectedVersion,
                known -> decide.apply(known.map(Stored::value)));
    }
}
