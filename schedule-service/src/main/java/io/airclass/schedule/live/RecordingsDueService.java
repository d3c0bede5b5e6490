package io.airclass.schedule.live;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveLesson.Recordings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Asks the providers for what they recorded and did not tell of, at growing distances for a day. Beside what else is due of lessons, so that a
 * provider that answers slowly holds nothing else up. Every replica looks; what one claimed the others leave until its lease ends.
 */
@Service
class RecordingsDueService {
    private static final Logger log = LoggerFactory.getLogger(RecordingsDueService.class);
    private static final int BATCH_MAX = 100;
    private static final int AT_ONCE = 4;

    private final LiveRepository lessons;
    private final RecordingTaker recordings;
    private final LiveSettings settings;
    private final Clock clock;
    private final Counter missing;

    RecordingsDueService(
            LiveRepository lessons,
            RecordingTaker recordings,
            LiveSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.lessons = lessons;
        this.recordings = recordings;
        this.settings = settings;
        this.clock = clock;
        this.missing = Counter.builder("airclass_recordings_missing_total")
                .description("lessons of whose recording their provider had nothing for a day")
                .register(meters);
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "${airclass.lessons.sweep-wait:2s}")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    /** Asks where it is due at this instant; what does not fit into one batch is due at the next look. */
    Mono<Void> sweepAt(Instant at) {
        return lessons.awaitingRecordings(at, BATCH_MAX)
                .flatMap(
                        due -> lessons.claimRecordings(due, at.plus(settings.lease()))
                                .flatMap(claimed -> ask(claimed, at))
                                .onErrorResume(thrown -> {
                                    log.warn("A recording is asked for again after its lease", thrown);
                                    return Mono.empty();
                                }),
                        AT_ONCE)
                .then()
                .onErrorResume(thrown -> {
                    log.warn("Recordings that are due cannot be looked for: {}", thrown.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> ask(Stored<LiveLesson> claimed, Instant at) {
        return claimed.value() instanceof Ended ended
                ? recordings
                        .recorded(ended)
                        .onErrorResume(Refused.class, down -> {
                            log.warn("A provider could not be asked for a recording: {}", down.rejection());
                            return Mono.just(false);
                        })
                        .flatMap(found -> lessons.save(claimed, LiveRules.asked(ended, found, at), List.of()))
                        .doOnNext(this::sayMissing)
                        .onErrorResume(VersionMoved.class, _ -> Mono.empty()) // summed up, or told of, meanwhile
                        .then()
                : Mono.empty();
    }

    private void sayMissing(Stored<LiveLesson> asked) {
        if (asked.value() instanceof Ended ended && ended.recordings().state() == Recordings.State.NONE) {
            missing.increment();
            log.warn(
                    "{} had no recording of {} within {} h: it is asked for no more",
                    ended.room().provider(),
                    asked.id(),
                    LiveRules.ASKED_UNTIL.toHours());
        }
    }
}
