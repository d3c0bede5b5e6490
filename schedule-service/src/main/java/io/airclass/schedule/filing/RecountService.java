package io.airclass.schedule.filing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Counts bundles anew below which something happened, whatever came in a second together. Every replica looks; what one claimed the others leave
 * until its lease ends, and what failed is counted then.
 */
@Service
class RecountService {
    private static final Logger log = LoggerFactory.getLogger(RecountService.class);
    /** So long news of one bundle are gathered. */
    private static final Duration GATHERED_FOR = Duration.ofSeconds(1);

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int BATCH_MAX = 100;
    private static final int AT_ONCE = 4;

    private final RecountRepository recounts;
    private final FollowService follow;
    private final Clock clock;

    RecountService(RecountRepository recounts, FollowService follow, Clock clock) {
        this.recounts = recounts;
        this.follow = follow;
        this.clock = clock;
    }

    /** When what is told now is counted. */
    static Instant dueAt(Clock clock) {
        return clock.instant().plus(GATHERED_FOR).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "PT0.5S")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    /** Takes on what is due at this instant; what does not fit into one batch is due at the next look. */
    Mono<Void> sweepAt(Instant at) {
        return recounts.due(at, BATCH_MAX)
                .flatMap(
                        due -> claim(due, at).flatMap(this::count).onErrorResume(thrown -> {
                            log.warn("A bundle is counted again after its lease", thrown);
                            return Mono.empty();
                        }),
                        AT_ONCE)
                .then()
                .onErrorResume(thrown -> {
                    log.warn("Bundles that are due cannot be looked for: {}", thrown.toString());
                    return Mono.empty();
                });
    }

    /** The lease begins when it is taken, not with the batch. */
    private Mono<Recount> claim(Recount due, Instant at) {
        var now = clock.instant();
        return recounts.claim(due, (now.isAfter(at) ? now : at).plus(LEASE).truncatedTo(ChronoUnit.MILLIS));
    }

    private Mono<Void> count(Recount claimed) {
        return follow.count(claimed.id()).then(Mono.defer(() -> recounts.counted(claimed, dueAt(clock))));
    }
}
