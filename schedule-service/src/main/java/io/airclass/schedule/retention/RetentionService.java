package io.airclass.schedule.retention;

import io.airclass.kit.settings.AirclassSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends what was kept long enough. */
@Service
class RetentionService {
    private static final Logger log = LoggerFactory.getLogger(RetentionService.class);
    /** Batches of a kind at one look; what is more waits for the next. */
    private static final int BATCHES_MAX = 20;

    private final List<Kept> all;
    private final RetentionSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final ZoneId zone;

    RetentionService(
            List<Kept> all, RetentionSettings settings, MeterRegistry meters, AirclassSettings airclass, Clock clock) {
        this.all = all;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.zone = airclass.timeZone();
    }

    @Scheduled(
            initialDelayString = "${airclass.retention.sweep-wait:1h}",
            fixedDelayString = "${airclass.retention.sweep-wait:1h}")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    /** Ends what is due at this instant. */
    Mono<Void> sweepAt(Instant at) {
        return Flux.fromIterable(all)
                .concatMap(kept -> batches(kept, before(kept, at), 1).onErrorResume(thrown -> {
                    log.warn(
                            "What is kept too long of {} is ended at the next look: {}",
                            kept.what(),
                            thrown.toString());
                    return Mono.empty();
                }))
                .then();
    }

    private Instant before(Kept kept, Instant at) {
        return switch (kept.time()) {
            case PERSONAL -> at.atZone(zone).minusMonths(settings.keptMonths()).toInstant();
            case UPLOAD -> at.minus(settings.uploadsKept());
        };
    }

    private Mono<Void> batches(Kept kept, Instant before, int number) {
        return kept.end(before, settings.batchMax()).flatMap(ended -> {
            meters.counter("airclass_retention_ended", "what", kept.what()).increment(ended);
            return ended < settings.batchMax() || number == BATCHES_MAX
                    ? Mono.empty()
                    : batches(kept, before, number + 1);
        });
    }
}
