package io.airclass.schedule.replay;

import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Tells of replays that will be deleted, and deletes them. Every replica looks; what one claimed the others leave until its lease ends. */
@Service
class ReplayDueService {
    private static final Logger log = LoggerFactory.getLogger(ReplayDueService.class);
    private static final int BATCH_MAX = 100;
    private static final int AT_ONCE = 4;

    private final ReplayRepository replays;
    private final ReplayService service;
    private final ReplaySettings settings;
    private final Clock clock;

    ReplayDueService(ReplayRepository replays, ReplayService service, ReplaySettings settings, Clock clock) {
        this.replays = replays;
        this.service = service;
        this.settings = settings;
        this.clock = clock;
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "${airclass.replays.sweep-wait:2s}")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    /** Takes on what is due at this instant; what does not fit into one batch is due at the next look. */
    Mono<Void> sweepAt(Instant at) {
        return replays.due(at, BATCH_MAX)
                .flatMap(
                        due -> replays.claim(due, at.plus(settings.lease()))
                                .flatMap(service::takeOn)
                                .onErrorResume(thrown -> {
                                    log.warn(
                                            "What is due of a replay is taken on again after its lease: {}",
                                            thrown.toString());
                                    return Mono.empty();
                                }),
                        AT_ONCE)
                .then()
                .onErrorResume(thrown -> {
                    log.warn("Replays that are due cannot be looked for: {}", thrown.toString());
                    return Mono.empty();
                });
    }
}
