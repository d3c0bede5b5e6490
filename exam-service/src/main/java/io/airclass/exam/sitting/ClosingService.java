package io.airclass.exam.sitting;

import io.airclass.exam.sitting.Sitting.InProgress;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Closes the sittings whose time ran out while nobody handed them in. Every replica looks; a sitting is closed by the one that claims it, and if that one
 * dies, by another after the claim ends. What makes it exactly once is the hand-in's own conditional write.
 */
public final class ClosingService {

    private static final Logger log = LoggerFactory.getLogger(ClosingService.class);
    private static final int AT_ONCE = 4;

    private final SittingRepository sittings;
    private final SittingService service;
    private final SittingSettings settings;
    private final Clock clock;

    public ClosingService(SittingRepository sittings, SittingService service, SittingSettings settings, Clock clock) {
        this.sittings = sittings;
        this.service = service;
        this.settings = settings;
        this.clock = clock;
    }

    /** Closes what is due now; what does not fit into one batch is due at the next look. */
    @Scheduled(fixedDelayString = "${airclass.exam.close-sweep-wait:1s}")
    public Mono<Void> closeDue() {
        return Flux.defer(() -> sittings.due(clock.instant(), settings.closeBatchMax()))
                .flatMap(this::close, AT_ONCE)
                .then()
                .onErrorResume(thrown -> {
                    log.warn("Due sittings cannot be looked for: {}", thrown.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> close(Stored<Sitting> due) {
        if (!(due.value() instanceof InProgress open)) {
            return Mono.empty();
        }
        return sittings.claim(due.id(), open, clock.instant().plus(settings.closeClaim()))
                .flatMap(ours -> ours ? service.close(due) : Mono.empty())
                .onErrorResume(thrown -> {
                    log.warn("A due sitting cannot be closed yet: {}", thrown.toString());
                    return Mono.empty();
                });
    }
}
