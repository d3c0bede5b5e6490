package io.airclass.roster.policy;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of the rules that organisations stated; shard key {@code _id}, the organisation's. */
@Repository
class RuleBookRepository {
    private final AggregateStore<RuleBook> store;

    RuleBookRepository(Database database) {
        store = database.aggregates("rules", RuleBook.class);
    }

    Flux<Stored<RuleBook>> findAll(List<String> orgIds) {
        return store.findAll(orgIds);
    }

    Mono<Stored<RuleBook>> find(String orgId) {
        return store.find(orgId);
    }

    /** Adds to the book, or begins it; who loses a race decides anew with what the other wrote. */
    Mono<Stored<RuleBook>> add(String orgId, Function<Optional<Stored<RuleBook>>, Decision<RuleBook>> decide) {
        return store.find(orgId)
                .map(_ -> true)
                .defaultIfEmpty(false)
                .flatMap(begun -> begun ? goOn(orgId, decide) : begin(orgId, decide));
    }

    private Mono<Stored<RuleBook>> goOn(String orgId, Function<Optional<Stored<RuleBook>>, Decision<RuleBook>> decide) {
        return change(orgId, current -> decide.apply(Optional.of(current)));
    }

    private Mono<Stored<RuleBook>> begin(
            String orgId, Function<Optional<Stored<RuleBook>>, Decision<RuleBook>> decide) {
        return switch (decide.apply(Optional.empty())) {
            case Decision.Accepted<RuleBook>(RuleBook first, List<PublishedEvent> events) ->
                store.create(orgId, null, first, events)
                        .onErrorResume(RuleBookRepository::isBegun, _ -> goOn(orgId, decide));
            case Decision.Rejected<RuleBook>(Rejection rejection) -> Refused.mono(rejection);
            case Decision.Unchanged<RuleBook> _ -> Mono.error(new IllegalStateException("Nothing cannot be unchanged"));
        };
    }

    private static boolean isBegun(Throwable thrown) {
        return thrown instanceof Refused refused && refused.rejection().slug().equals("already-exists");
    }

    Mono<Stored<RuleBook>> change(String orgId, Function<Stored<RuleBook>, Decision<RuleBook>> decide) {
        return store.change(orgId, Optional.empty(), decide);
    }
}
