package io.airclass.homework.upload;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.uploads.UploadService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Ends uploads that are due, and removes what processes that were killed left half-written. Every replica looks. */
@Service
class UploadDueService {
    private static final Logger log = LoggerFactory.getLogger(UploadDueService.class);

    /** No content takes longer on its way to the disk. */
    private static final Duration WRITING_MAX = Duration.ofHours(2);

    private final UploadService uploads;
    private final FileStore store;
    private final Clock clock;

    UploadDueService(UploadService uploads, FileStore store, Clock clock) {
        this.uploads = uploads;
        this.store = store;
        this.clock = clock;
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "PT5S")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    Mono<Void> sweepAt(Instant at) {
        return uploads.endDue(at).onErrorResume(thrown -> {
            log.warn("Uploads that are due cannot be looked for: {}", thrown.toString());
            return Mono.empty();
        });
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    Mono<Void> tidy() {
        return Mono.defer(() -> store.tidy(clock.instant().minus(WRITING_MAX))).onErrorResume(thrown -> {
            log.warn("What is half-written cannot be removed: {}", thrown.toString());
            return Mono.empty();
        });
    }
}
