package io.airclass.roster.care;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.store.Stored;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts for each class what its students learn with, soon after it changes, and tells where the count is another one. */
@Service
class ConnectivityService {
    private static final Logger log = LoggerFactory.getLogger(ConnectivityService.class);

    /** Longer than the write takes that follows; counted then if the replica dies before it says that it is done. */
    private static final Duration WRITING = Duration.ofSeconds(30);

    private static final int SWEEP_MAX = 50;

    private final ConnectivityRepository counted;
    private final CareRepository care;
    private final ClassRepository classes;
    private final Clock clock;

    ConnectivityService(ConnectivityRepository counted, CareRepository care, ClassRepository classes, Clock clock) {
        this.counted = counted;
        this.care = care;
        this.classes = classes;
        this.clock = clock;
    }

    /** A write that changes what is counted of these classes. */
    <T> Mono<T> around(Collection<String> classIds, Mono<T> write) {
        return touch(classIds, WRITING).then(write).flatMap(done -> touch(classIds, Duration.ZERO)
                .thenReturn(done));
    }

    private Mono<Void> touch(Collection<String> classIds, Duration in) {
        return Flux.fromIterable(classIds)
                .concatMap(id -> counted.touch(id, clock.instant().plus(in)))
                .then();
    }

    /** The class has other students, perhaps; those of whom nothing is known change no count. */
    Mono<Void> membersChanged(String classId, List<String> studentIds) {
        return counted.isKnown(classId)
                .flatMap(known ->
                        known ? Mono.just(true) : care.findAll(studentIds).hasElements())
                .filter(Boolean::booleanValue)
                .flatMap(_ -> touch(List.of(classId), Duration.ZERO));
    }

    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> counted.due(clock.instant(), SWEEP_MAX)
                        .concatMap(this::count)
                        .then())
                .onErrorResume(thrown -> {
                    log.warn("Classes were not counted and will be, soon", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Void> count(Stored<ClassConnectivity> due) {
        return classes.findAll(List.of(due.id()))
                .next()
                .flatMap(found -> counts(found.value()).flatMap(counts -> {
                    List<PublishedEvent> events = counts.equals(due.value().told())
                            ? List.of()
                            : List.of(counts.changed(due.id(), found.value()));
                    return counted.settle(due, counts, events).thenReturn(true);
                }))
                .switchIfEmpty(Mono.defer(
                        () -> counted.settle(due, due.value().told(), List.of()).thenReturn(true)))
                .then();
    }

    private Mono<ConnectivityCounts> counts(SchoolClass schoolClass) {
        return care.findAll(schoolClass.studentIds())
                .map(Stored::value)
                .collectList()
                .map(stated -> CareRules.counts(schoolClass.studentIds().size(), stated));
    }
}
