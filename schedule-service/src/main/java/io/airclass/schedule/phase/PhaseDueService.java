package io.airclass.schedule.phase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Has checklists follow phases that were saved. Every replica looks; what one claimed the others leave until its lease ends. */
@Service
class PhaseDueService {
    private static final Logger log = LoggerFactory.getLogger(PhaseDueService.class);
    private static final int BATCH_MAX = 20;
    /** The schools of a province follow in less. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final PhaseSetRepository sets;
    private final PhaseService service;
    private final Clock clock;

    PhaseDueService(PhaseSetRepository sets, PhaseService service, Clock clock) {
        this.sets = sets;
        this.service = service;
        this.clock = clock;
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    /** Takes on what is due at this instant; what does not fit into one batch is due at the next look. */
    Mono<Void> sweepAt(Instant at) {
        return sets.due(at, BATCH_MAX)
                .concatMap(due -> sets.claim(due, at.plus(LEASE))
                        .flatMap(claimed -> service.layOut(claimed.value()).then(Mono.defer(() -> sets.done(claimed))))
                        .onErrorResume(thrown -> {
                            log.warn("Checklists follow their phases after the lease", thrown);
                            return Mono.empty();
                        }))
                .then()
                .onErrorResume(thrown -> {
                    log.warn("Phases that are due cannot be looked for: {}", thrown.toString());
                    return Mono.empty();
                });
    }
}
