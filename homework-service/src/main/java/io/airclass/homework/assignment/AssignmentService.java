package io.airclass.homework.assignment;

import io.airclass.contracts.PublishedEvent;
import io.airclass.homework.access.AccessService;
import io.airclass.homework.access.Standing;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.rosterview.PolicyDesk;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Opens assignments and shows them to whom they concern. */
@Service
public class AssignmentService {
    private final AssignmentRepository assignments;
    private final AccessService access;
    private final PolicyDesk policies;
    private final PlaceCounter counter;
    private final Clock clock;

    AssignmentService(
            AssignmentRepository assignments,
            AccessService access,
            PolicyDesk policies,
            PlaceCounter counter,
            Clock clock) {
        this.assignments = assignments;
        this.access = access;
        this.policies = policies;
        this.counter = counter;
        this.clock = clock;
    }

    Mono<Stored<Assignment>> open(Caller caller, NewAssignment asked, IdempotencyKey key) {
        var at = clock.instant();
        return access.standing(caller, asked.classId())
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(standing -> policies.at(standing.schoolClass(), at)
                        .flatMap(inForce -> carryOut(
                                AssignmentRules.open(asked, key.id(), standing, inForce, caller.personId(), at),
                                key,
                                standing)));
    }

    private Mono<Stored<Assignment>> carryOut(Decision<Assignment> decision, IdempotencyKey key, Standing standing) {
        return switch (decision) {
            case Decision.Accepted<Assignment>(Assignment first, List<PublishedEvent> events) ->
                assignments
                        .create(key.id(), key.requestHash(), first, events)
                        .flatMap(stored -> counted(stored, first, standing));
            case Decision.Unchanged<Assignment>(Assignment _) -> assignments.find(key.id());
            case Decision.Rejected<Assignment>(Rejection rejection) -> Refused.mono(rejection);
        };
    }

    /** A repeat of the request gets what an earlier one stored, which is another object. */
    private Mono<Stored<Assignment>> counted(Stored<Assignment> stored, Assignment first, Standing standing) {
        return stored.value() == first
                ? counter.count("airclass.assignments.opened", standing.schoolClass(), 1)
                        .thenReturn(stored)
                : Mono.just(stored);
    }

    /** The assignment; refused with {@code assignment-not-found} when there is none or it does not concern the caller. */
    public Mono<Seen> see(Caller caller, String id) {
        return assignments
                .find(id)
                .flatMap(stored -> access.standing(caller, stored.value().classId())
                        .map(standing -> new Seen(id, stored.version(), stored.value(), standing)))
                .switchIfEmpty(Refused.mono(Rejection.notFound("assignment-not-found")));
    }

    Mono<Page<Stored<Assignment>>> list(Caller caller, PageRequest request) {
        return access.interest(caller)
                .flatMap(interest -> interest.isEmpty()
                        ? Mono.just(new Page<>(List.of(), null))
                        : assignments.page(interest, request));
    }
}
