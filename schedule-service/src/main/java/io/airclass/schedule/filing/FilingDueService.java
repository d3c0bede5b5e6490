package io.airclass.schedule.filing;

import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Lays out what calls ask for, and tells what is overdue. Every replica looks; what one claimed the others leave until its lease ends. */
@Service
class FilingDueService {
    private static final Logger log = LoggerFactory.getLogger(FilingDueService.class);
    private static final int BATCH_MAX = 100;
    private static final int AT_ONCE = 4;
    private static final Duration LEASE = Duration.ofSeconds(60);
    /** A province is laid out in less. */
    private static final Duration LAYOUT_LEASE = Duration.ofMinutes(10);

    private final FilingCallRepository calls;
    private final FilingRepository filings;
    private final LayoutService layout;
    private final Clock clock;

    FilingDueService(FilingCallRepository calls, FilingRepository filings, LayoutService layout, Clock clock) {
        this.calls = calls;
        this.filings = filings;
        this.layout = layout;
        this.clock = clock;
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    /** Takes on what is due at this instant; what does not fit into one batch is due at the next look. */
    Mono<Void> sweepAt(Instant at) {
        return layOutAt(at).then(overdueAt(at)).onErrorResume(thrown -> {
            log.warn("Filings that are due cannot be looked for: {}", thrown.toString());
            return Mono.empty();
        });
    }

    private Mono<Void> layOutAt(Instant at) {
        return calls.due(at, BATCH_MAX)
                .concatMap(due -> calls.claim(due, at.plus(LAYOUT_LEASE))
                        .flatMap(layout::layOut)
                        .onErrorResume(thrown -> {
                            log.warn("A call is laid out again after its lease", thrown);
                            return Mono.empty();
                        }))
                .then();
    }

    private Mono<Void> overdueAt(Instant at) {
        return filings.due(at, BATCH_MAX)
                .flatMap(
                        due -> filings.claim(due, at.plus(LEASE))
                                .flatMap(claimed -> tell(claimed, at))
                                .onErrorResume(thrown -> {
                                    log.warn("An overdue filing is told again after its lease", thrown);
                                    return Mono.empty();
                                }),
                        AT_ONCE)
                .then();
    }

    private Mono<Stored<Filing>> tell(Stored<Filing> claimed, Instant at) {
        var place = claimed.value().place();
        return calls.find(place.callId())
                .map(call -> CallRules.takes(call.value(), place.week()))
                .flatMap(called -> filings.change(
                        claimed.id(),
                        Optional.empty(),
                        current -> FilingRules.overdue(claimed.id(), current.value(), called, at)));
    }
}
