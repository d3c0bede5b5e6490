package io.airclass.schedule.figures;

import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.timetable.TimetableRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts the plans of each day at its beginning, of all classes and groups there are, and once more an hour after its end, for what the calendar
 * said meanwhile. Days that were missed while nothing ran are made up for, a week back. A replica that dies is followed by another, from the last
 * class that it counted.
 */
@Service
class PlanDueService {
    static final int DAYS_BACK = 7;

    private static final Logger log = LoggerFactory.getLogger(PlanDueService.class);
    /** So many take some seconds, far below the lease. */
    private static final int COUNTED_AT_ONCE = 100;

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration AFTER_THE_DAY = Duration.ofHours(1);

    private final PlanDayRepository planDays;
    private final DayPlanService plans;
    private final TimetableRepository timetables;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;

    PlanDueService(
            PlanDayRepository planDays,
            DayPlanService plans,
            TimetableRepository timetables,
            RosterView roster,
            AirclassSettings settings,
            Clock clock) {
        this.planDays = planDays;
        this.plans = plans;
        this.timetables = timetables;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT30S")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    Mono<Void> sweepAt(Instant at) {
        return begin(at)
                .thenMany(planDays.due(at, DAYS_BACK + 1))
                .concatMap(due -> planDays.claim(due, at.plus(LEASE)).flatMap(this::goOn))
                .then()
                .onErrorResume(thrown -> {
                    log.warn("The plans of the day are counted at the next look: {}", thrown.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> begin(Instant at) {
        var today = LocalDate.ofInstant(at, zone);
        var days = IntStream.rangeClosed(0, DAYS_BACK)
                .mapToObj(back -> today.minusDays(back).toString())
                .toList();
        return planDays.known(days)
                .flatMapMany(known -> Flux.fromIterable(days).filter(Predicate.not(known::contains)))
                .concatMap(day -> planDays.create(PlanDay.first(LocalDate.parse(day), at)))
                .then();
    }

    /** Publications for days that have begun are counted with all that lies on those days. */
    Mono<Void> again(LocalDate day) {
        return planDays.again(day, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Some after the others, first classes, then groups; where another replica went on, this one stops. */
    private Mono<Void> goOn(Stored<PlanDay> claimed) {
        var known = claimed.value();
        return next(known)
                .flatMap(some -> some.isEmpty() && known.groups()
                        ? planDays.save(claimed, finished(known)).then()
                        : counted(claimed, some).flatMap(this::goOn))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }

    private Mono<Stored<PlanDay>> counted(Stored<PlanDay> claimed, List<String> some) {
        var known = claimed.value();
        return some.isEmpty()
                ? planDays.save(claimed, known.toGroups(lease()))
                : countAll(some, LocalDate.parse(claimed.id()))
                        .then(Mono.defer(() -> planDays.save(claimed, known.upTo(some.getLast(), lease()))));
    }

    private Instant lease() {
        return clock.instant().plus(LEASE);
    }

    private Mono<List<String>> next(PlanDay known) {
        return known.groups()
                ? timetables.groupsAfter(known.after(), COUNTED_AT_ONCE)
                : roster.classIdsAfter(known.after(), COUNTED_AT_ONCE);
    }

    private Mono<Void> countAll(List<String> ids, LocalDate day) {
        return Flux.fromIterable(ids)
                .concatMap(id -> plans.count(id, day).retry(1).onErrorResume(thrown -> {
                    log.warn("The plan of {} for {} is not counted", id, day, thrown);
                    return Mono.empty();
                }))
                .then();
    }

    /** A day that was over when it was counted first is not counted again. */
    private PlanDay finished(PlanDay counted) {
        var end = LocalDate.parse(counted.day())
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant()
                .plus(AFTER_THE_DAY);
        return counted.over() || end.isBefore(clock.instant()) ? counted.done() : counted.again(true, end);
    }
}
