package io.airclass.homework.budget;

import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Settles reservations that were held for too long. Every replica looks; what two settle at once comes out the same. */
@Service
class BudgetDueService {
    private static final Logger log = LoggerFactory.getLogger(BudgetDueService.class);

    private final BudgetService budget;
    private final Publications publications;
    private final Clock clock;

    BudgetDueService(BudgetService budget, Publications publications, Clock clock) {
        this.budget = budget;
        this.publications = publications;
        this.clock = clock;
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT15S")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    Mono<Void> sweepAt(Instant at) {
        return budget.settle(at, publications).onErrorResume(thrown -> {
            log.warn("Reserved minutes are settled at the next look: {}", thrown.toString());
            return Mono.empty();
        });
    }
}
