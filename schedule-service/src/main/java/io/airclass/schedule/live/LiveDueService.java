package io.airclass.schedule.live;

import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveLesson.Started;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Does what falls due of lessons: ends those that nobody ended, and sums up those that are over. Every replica looks; what one claimed the others leave until its lease ends. */
@Service
class LiveDueService {
    private static final Logger log = LoggerFactory.getLogger(LiveDueService.class);
    private static final int BATCH_MAX = 100;
    private static final int AT_ONCE = 4;

    private final LiveRepository lessons;
    private final LiveService service;
    private final LessonSums sums;
    private final LiveSettings settings;
    private final Clock clock;

    LiveDueService(LiveRepository lessons, LiveService service, LessonSums sums, LiveSettings settings, Clock clock) {
        this.lessons = lessons;
        this.service = service;
        this.sums = sums;
        this.settings = settings;
        this.clock = clock;
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "${airclass.lessons.sweep-wait:2s}")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    /** Takes on what is due at this instant; what does not fit into one batch is due at the next look. */
    Mono<Void> sweepAt(Instant at) {
        return lessons.due(at, BATCH_MAX)
                .flatMap(
                        due -> lessons.claim(due, at.plus(settings.lease()))
                                .flatMap(this::take)
                                .onErrorResume(thrown -> {
                                    log.warn("What is due of a lesson is taken on again after its lease", thrown);
                                    return Mono.empty();
                                }),
                        AT_ONCE)
                .then()
                .onErrorResume(thrown -> {
                    log.warn("Lessons that are due cannot be looked for: {}", thrown.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> take(Stored<LiveLesson> claimed) {
        return switch (claimed.value()) {
            case Started _ -> service.endOverdue(claimed.id()).then();
            case Ended ended ->
                sums.of(ended)
                        .flatMap(part -> lessons.save(
                                claimed,
                                part.upTo()
                                        .map(classId -> ended.countedTo(classId, clock.instant()))
                                        .orElseGet(ended::counted),
                                part.events()))
                        .onErrorResume(VersionMoved.class, _ -> Mono.empty())
                        .then();
        };
    }
}
