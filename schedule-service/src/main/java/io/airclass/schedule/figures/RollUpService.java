package io.airclass.schedule.figures;

import io.airclass.kit.store.Stored;
import io.airclass.schedule.figures.DayFiguresRepository.DaySums;
import io.airclass.schedule.group.GroupService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Adds figures up the tree. Whoever changed marks what is above; a sum is made of all that is directly below, so that it can be made again
 * at any time. Every replica looks; a crash between two steps leaves the document due.
 */
@Service
class RollUpService {
    /** More than stands directly below any organisation on one day. */
    static final int BELOW_MAX = 10_000;

    private static final Logger log = LoggerFactory.getLogger(RollUpService.class);
    private static final int BATCH_MAX = 100;
    private static final int AT_ONCE = 4;
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** So long what is below is gathered before its sum is made. */
    private static final Duration GATHERED = Duration.ofSeconds(2);

    private final DayFiguresRepository figures;
    private final Clock clock;

    RollUpService(DayFiguresRepository figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant())).then();
    }

    /** Takes on what is due at this instant, and says how much that was. */
    Mono<Long> sweepAt(Instant at) {
        return figures.due(at, BATCH_MAX)
                .collectList()
                .flatMap(due -> leaves(due, at).then(sums(due, at)).thenReturn((long) due.size()))
                .onErrorResume(thrown -> {
                    log.warn("Figures of lessons are added up at the next look: {}", thrown.toString());
                    return Mono.just(0L);
                });
    }

    /** One mark above for all that changed below it. */
    private Mono<Void> leaves(List<Stored<DayFigures>> due, Instant at) {
        var changed = due.stream().filter(each -> each.value().facts() != null).toList();
        var above = changed.stream()
                .flatMap(each -> each.value().above().stream()
                        .map(within -> Map.entry(within, each.value().date())))
                .distinct()
                .toList();
        return Flux.fromIterable(above)
                .flatMap(place -> figures.mark(place.getKey(), place.getValue(), at.plus(GATHERED)), AT_ONCE)
                .thenMany(Flux.fromIterable(changed).flatMap(figures::settle, AT_ONCE))
                .then();
    }

    private Mono<Void> sums(List<Stored<DayFigures>> due, Instant at) {
        return Flux.fromIterable(due)
                .filter(each -> each.value().facts() == null)
                .flatMap(
                        each -> figures.claim(each, at.plus(LEASE))
                                .flatMap(claimed -> addUp(claimed, at))
                                .onErrorResume(thrown -> {
                                    log.warn("A sum of figures is made again after its lease", thrown);
                                    return Mono.empty();
                                }),
                        AT_ONCE)
                .then();
    }

    private Mono<Void> addUp(Stored<DayFigures> claimed, Instant at) {
        var place = claimed.value();
        return figures.below(place.orgId(), place.date(), place.date(), BELOW_MAX)
                .flatMap(below -> figures.addedUp(claimed, added(below), SmallGroups.hidden(studentsBelow(below))))
                .flatMap(added -> Mono.justOrEmpty(place.above())
                        .flatMap(above -> figures.mark(above, place.date(), at.plus(GATHERED)))
                        .then(figures.settleSum(added, at.plus(GATHERED))));
    }

    /** Students of a group are those of classes: they are not counted a second time. */
    static Sums added(List<DaySums> below) {
        var sums = Sums.add(below.stream().map(DaySums::counted).toList());
        var byGroup = below.stream().collect(Collectors.partitioningBy(each -> GroupService.isGroup(each.orgId())));
        long ofClasses = byGroup.get(false).stream()
                .mapToLong(each -> each.counted().of(Figure.STUDENT_DAYS))
                .sum();
        long ofLargestGroup = byGroup.get(true).stream()
                .mapToLong(each -> each.counted().of(Figure.STUDENT_DAYS))
                .max()
                .orElse(0);
        return sums.with(Figure.STUDENT_DAYS, Math.max(ofClasses, ofLargestGroup));
    }

    private static Map<String, Long> studentsBelow(List<DaySums> below) {
        return below.stream()
                .collect(Collectors.toMap(DaySums::orgId, each -> each.counted().of(Figure.STUDENT_DAYS)));
    }
}
