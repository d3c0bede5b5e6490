package io.airclass.schedule.figures;

import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.timetable.TimetableRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts the plans of each day at its beginning, of all timetables there are, and once more an hour after its end, for what the calendar said
 * meanwhile. Days that were missed while nothing ran are made up for, a week back. A replica that dies is followed by another, from the last
 * timetables that it counted.
 */
@Service
class PlanDueService {
    static final int DAYS_BACK = 7;

    private static final Logger log = LoggerFactory.getLogger(PlanDueService.class);
    private static final int HOLDERS_AT_ONCE = 100;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration AFTER_THE_DAY = Duration.ofHours(1);

    private final PlanDayRepository planDays;
    private final DayPlanService plans;
    private final TimetableRepository timetables;
    private final Clock clock;
    private final ZoneId zone;

    PlanDueService(
            PlanDayRepository planDays,
            DayPlanService plans,
            TimetableRepository timetables,
            AirclassSettings settings,
            Clock clock) {
        this.planDays = planDays;
        this.plans = plans;
        this.timetables = timetables;
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
                .concatMap(day -> planDays.create(new PlanDay(day, "", false, at)))
                .then();
    }

    /** Some timetables after the others; where another replica went on, this one stops. */
    private Mono<Void> goOn(Stored<PlanDay> claimed) {
        return timetables
                .holdersAfter(claimed.value().after(), HOLDERS_AT_ONCE)
                .flatMap(holders -> holders.isEmpty()
                        ? planDays.save(claimed, finished(claimed.value())).then()
                        : plans.countAll(holders, LocalDate.parse(claimed.id()))
                                .then(Mono.defer(() -> planDays.save(
                                        claimed, leased(claimed.value().upTo(holders.getLast())))))
                                .flatMap(this::goOn))
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }

    private PlanDay leased(PlanDay next) {
        return new PlanDay(
                next.day(), next.after(), next.over(), clock.instant().plus(LEASE));
    }

    /** A day that was over when it was counted first is not counted again. */
    private PlanDay finished(PlanDay counted) {
        var end = LocalDate.parse(counted.day())
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant()
                .plus(AFTER_THE_DAY);
        return counted.over() || end.isBefore(clock.instant()) ? counted.done() : counted.again(end);
    }
}
