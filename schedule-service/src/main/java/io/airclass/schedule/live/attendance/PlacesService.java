package io.airclass.schedule.live.attendance;

import com.github.benmanes.caffeine.cache.Ticker;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.Held;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.live.Attender;
import io.airclass.schedule.live.PlannedLessons;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Says who comes into live lessons when places are short. Asks nobody but the database: each replica decides by what it heard itself and what the
 * others told a second ago, so that the limit may be passed by whom the others let in within that second.
 */
@Service
class PlacesService {
    private static final Logger log = LoggerFactory.getLogger(PlacesService.class);

    /** People of whom it is remembered that they were let in; the others are looked up once more. */
    private static final long HELD_MAX = 50_000;

    /** A lesson may be started so long before its time, and go on so long after it: half an hour each, and more. */
    private static final Duration AROUND = Duration.ofHours(1);

    private final PlacesRepository places;
    private final AttendanceRepository attendance;
    private final PlannedLessons lessons;
    private final GroupService groups;
    private final AttendanceSettings settings;
    private final Clock clock;
    private final Crowds crowds;
    private final Held<Boolean> letIn;
    private final Counter turnedAway;
    private final String replica = Ids.next().toString();

    PlacesService(
            PlacesRepository places,
            AttendanceRepository attendance,
            PlannedLessons lessons,
            GroupService groups,
            AttendanceSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.places = places;
        this.attendance = attendance;
        this.lessons = lessons;
        this.groups = groups;
        this.settings = settings;
        this.clock = clock;
        this.crowds = new Crowds(settings.heartbeat());
        this.letIn = new Held<>(HELD_MAX, settings.silenceMax(), Ticker.systemTicker());
        this.turnedAway = Counter.builder("airclass_joins_turned_away_total")
                .description("joins that were refused because places were short")
                .register(meters);
        Gauge.builder("airclass_places_taken", crowds, Crowds::size)
                .description("people in live lessons, over all replicas; 0 where places are not limited")
                .register(meters);
    }

    private boolean limited() {
        return settings.placesMax() > 0;
    }

    /**
     * Completes for whom there is a place: teachers, whoever comes while there are places, whoever was in this lesson before, whoever has a place
     * still from another lesson, and those who come first. Refused with {@code places-full} for the others.
     */
    Mono<Void> admit(Attender attender, String personId) {
        return limited() ? Mono.defer(() -> admitAt(attender, personId, clock.instant())) : Mono.empty();
    }

    Mono<Void> admitAt(Attender attender, String personId, Instant at) {
        if (crowds.addBelow(settings.placesMax(), personId, at)) {
            return Mono.empty();
        }
        return mayPass(attender, personId, at).flatMap(passes -> {
            if (passes) {
                crowds.add(personId, at);
                return Mono.empty();
            }
            turnedAway.increment();
            return Refused.mono(PlacesRules.full(attender.lesson(), settings.heartbeat()));
        });
    }

    private Mono<Boolean> mayPass(Attender attender, String personId, Instant at) {
        return attender.staff()
                ? Mono.just(true)
                : wasIn(attender, personId)
                        .switchIfEmpty(Mono.defer(() -> comesFirst(attender)))
                        .switchIfEmpty(Mono.defer(() -> hasPlace(personId, at)))
                        .defaultIfEmpty(false);
    }

    /** True, or empty. */
    private Mono<Boolean> comesFirst(Attender attender) {
        return groups.learners(attender.group())
                .map(learners -> PlacesRules.isFirst(learners.schoolClass().grade()))
                .filter(first -> first);
    }

    /** True, or empty: who was just in another lesson is counted still, and takes that place along. */
    private Mono<Boolean> hasPlace(String personId, Instant at) {
        var since = crowds.countedSince(at);
        return lessons.ofStudent(personId, at.minus(AROUND), at.plus(AROUND))
                .collectList()
                .flatMapMany(own -> attendance.of(own, personId))
                .any(seen -> !seen.until().isBefore(since))
                .filter(has -> has);
    }

    /** True, or empty. */
    private Mono<Boolean> wasIn(Attender attender, String personId) {
        String lessonId = attender.lesson().lessonId();
        return letIn.get(lessonId + "/" + personId, _ -> attendance
                .of(lessonId, attender.group(), personId)
                .filter(seen -> !seen.isEmpty())
                .map(_ -> true));
    }

    /** Tells the other replicas, and hears them. Spring calls this once and subscribes again and again: hence the defer. */
    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return limited() ? Mono.defer(() -> sweepAt(clock.instant())) : Mono.empty();
    }

    Mono<Void> sweepAt(Instant at) {
        return Mono.fromSupplier(() -> crowds.told(at))
                .flatMap(told -> places.tell(replica, told)
                        .then(places.told(told.window()))
                        .doOnNext(crowds::hear)
                        .then(places.forgetBefore(told.window() - 1)))
                .onErrorResume(thrown -> {
                    log.warn("Places are counted without the other replicas: {}", thrown.toString());
                    return Mono.empty();
                });
    }
}
