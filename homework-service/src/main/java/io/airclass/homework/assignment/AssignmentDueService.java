package io.airclass.homework.assignment;

import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Opens and closes homework at its time, and gives back minutes of what was withdrawn. Every replica looks. */
@Service
public class AssignmentDueService {
    private static final Logger log = LoggerFactory.getLogger(AssignmentDueService.class);

    private final AssignmentService service;
    private final Clock clock;

    AssignmentDueService(AssignmentService service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT2S")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    public Mono<Void> sweepAt(Instant at) {
        return service.wake(at).onErrorResume(thrown -> {
            log.warn("Homework is opened and closed at the next look: {}", thrown.toString());
            return Mono.empty();
        });
    }
}
