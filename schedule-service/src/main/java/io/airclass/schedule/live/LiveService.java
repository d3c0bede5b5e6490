package io.airclass.schedule.live;

import com.github.benmanes.caffeine.cache.Ticker;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveLesson.Started;
import io.airclass.schedule.live.provider.Opening;
import io.airclass.schedule.live.provider.ProviderChoice;
import io.airclass.schedule.live.provider.ProviderDown;
import io.airclass.schedule.live.provider.ProviderRefused;
import io.airclass.schedule.live.provider.ProviderSettings;
import io.airclass.schedule.live.provider.Providers;
import io.airclass.schedule.live.provider.Room;
import io.airclass.schedule.live.training.TrainingService;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Starts and ends lessons, and knows the room of each. */
@Service
public class LiveService {
    private static final Logger log = LoggerFactory.getLogger(LiveService.class);
    private static final long HELD_MAX = 20_000;
    static final int CHOICES_MAX = 8;

    private final LiveAccessService access;
    private final LiveRepository lessons;
    private final LessonProvidersRepository arranged;
    private final TrainingService trainings;
    private final ReadinessService readiness;
    private final Providers providers;
    private final LiveSettings settings;
    private final Clock clock;
    private final Held<Stored<LiveLesson>> held = Held.briefly(HELD_MAX);
    private final Held<Room> heldRooms;

    LiveService(
            LiveAccessService access,
            LiveRepository lessons,
            LessonProvidersRepository arranged,
            TrainingService trainings,
            ReadinessService readiness,
            Providers providers,
            LiveSettings settings,
            ProviderSettings providerSettings,
            Clock clock) {
        this.access = access;
        this.lessons = lessons;
        this.arranged = arranged;
        this.trainings = trainings;
        this.readiness = readiness;
        this.providers = providers;
        this.settings = settings;
        this.clock = clock;
        this.heldRooms = new Held<>(HELD_MAX, providerSettings.roomCheckedFor(), Ticker.systemTicker());
    }

    /** A lesson and, where something has happened to it, what. */
    record Shown(PlannedLesson planned, Optional<LiveLesson> live) {}

    Mono<Shown> show(Caller caller, String lessonId) {
        return access.toSee(caller, lessonId).flatMap(planned -> lessons.find(lessonId)
                .map(stored -> new Shown(planned, Optional.of(stored.value())))
                .defaultIfEmpty(new Shown(planned, Optional.empty())));
    }

    Mono<Stored<LessonProviders>> providersOf(Caller caller, String lessonId) {
        return access.toArrange(caller, lessonId)
                .flatMap(_ -> arranged.find(lessonId))
                .switchIfEmpty(Mono.fromSupplier(
                        () -> new Stored<>(lessonId, 0, new LessonProviders(providers.standard(lessonId), ""))));
    }

    Mono<Put<LessonProviders>> arrange(
            Caller caller, String lessonId, Optional<Long> expectedVersion, List<ProviderChoice> choices) {
        return access.toArrange(caller, lessonId).flatMap(_ -> choices.stream()
                .filter(choice -> !providers.takes(choice))
                .findFirst()
                .map(choice -> Refused.<Put<LessonProviders>>mono(
                        Rejection.ruleBroken("provider-not-taken").with("provider", choice.provider())))
                .orElseGet(() ->
                        arranged.put(lessonId, expectedVersion, new LessonProviders(choices, caller.personId()))));
    }

    /** Starts a lesson; again, it is as it was. */
    Mono<LiveLesson> start(Caller caller, String lessonId) {
        return access.toAttend(caller, lessonId).flatMap(attender -> lessons.find(lessonId)
                .flatMap(stored -> startedAlready(caller, stored))
                .flatMap(this::noted)
                .switchIfEmpty(Mono.defer(() -> startNow(caller, attender.lesson()))));
    }

    private Mono<LiveLesson> startedAlready(Caller caller, Stored<LiveLesson> stored) {
        return switch (stored.value()) {
            case Started started when caller.is(started.plan().teacherId()) -> Mono.just(started);
            case Started _ -> Refused.mono(Rejection.forbidden("lesson-not-yours"));
            case Ended ended -> Refused.mono(Rejection.conflict("lesson-ended").with("endedAt", ended.endedAt()));
        };
    }

    /** That a test lesson was started stands in the school's readiness, also where a crash came in between. */
    private Mono<LiveLesson> noted(LiveLesson live) {
        return live.plan().test()
                ? readiness.started(live.plan(), live.startedAt()).thenReturn(live)
                : Mono.just(live);
    }

    private Mono<LiveLesson> startNow(Caller caller, PlannedLesson lesson) {
        var at = clock.instant();
        return trainings.isTrained(lesson.teacherId(), at).flatMap(trained -> LiveRules.mayStart(
                        lesson, caller.personId(), trained, settings.startEarlyMax(), at)
                .map(Refused::<LiveLesson>mono)
                .orElseGet(() -> choices(lesson.lessonId())
                        .flatMap(choices -> providers.open(choices, opening(lesson, 1, at)))
                        .flatMap(room -> create(lesson, caller, room, at))));
    }

    private Mono<LiveLesson> create(PlannedLesson lesson, Caller caller, Room room, Instant at) {
        var started = LiveRules.started(lesson, caller.personId(), room, settings.overdueAfter(), at);
        return lessons.create(lesson.lessonId(), started, List.of(LiveRules.told(started)))
                .map(Stored::value)
                .onErrorResume(LiveService::isTaken, _ -> another(lesson.lessonId(), room))
                .flatMap(this::noted);
    }

    private static boolean isTaken(Throwable thrown) {
        return thrown instanceof Refused refused && refused.rejection() instanceof Rejection.Conflict;
    }

    /** What another request started; a room of ours that it does not use is closed. */
    private Mono<LiveLesson> another(String lessonId, Room ours) {
        return lessons.find(lessonId)
                .flatMap(stored -> unlessUsed(ours, stored.value().room()).thenReturn(stored.value()));
    }

    private Mono<Void> unlessUsed(Room ours, Room used) {
        return ours.provider().equals(used.provider()) && ours.id().equals(used.id())
                ? Mono.empty()
                : providers.closeIfPossible(ours);
    }

    private Mono<List<ProviderChoice>> choices(String lessonId) {
        return arranged.find(lessonId)
                .map(stored -> stored.value().choices())
                .defaultIfEmpty(providers.standard(lessonId));
    }

    private static Opening opening(PlannedLesson lesson, int number, Instant at) {
        return new Opening(
                lesson.lessonId(),
                number,
                null,
                lesson.subject() == null ? lesson.lessonId() : lesson.subject(),
                lesson.length(),
                at);
    }

    /** What has happened to a lesson; empty where nothing has. */
    public Mono<LiveLesson> found(String lessonId) {
        return lessons.find(lessonId).map(Stored::value);
    }

    /** The lesson that takes place, as at most three seconds ago; refused where it does not. */
    public Mono<Started> takingPlace(String lessonId, Instant startsAt) {
        return held.get(lessonId, lessons::findWithOthers)
                .map(Stored::value)
                .switchIfEmpty(
                        Refused.mono(Rejection.conflict("lesson-not-started").with("startsAt", startsAt)))
                .flatMap(live -> switch (live) {
                    case Started started -> Mono.just(started);
                    case Ended ended ->
                        Refused.mono(Rejection.conflict("lesson-ended").with("endedAt", ended.endedAt()));
                });
    }

    /** The room where everybody is, made sure of; another provider's where this one is down. */
    public Mono<Room> room(Started lesson) {
        return heldRooms.get(lesson.plan().lessonId(), _ -> made(lesson));
    }

    /** One that nobody is in may be gone: the same opening makes it, or finds it. */
    private Mono<Room> made(Started lesson) {
        var room = lesson.room();
        return Mono.justOrEmpty(providers.named(room.provider()))
                .flatMap(provider -> provider.holds(room)
                        .flatMap(holds -> holds
                                ? Mono.just(room)
                                : openedAgain(
                                        lesson.plan(),
                                        provider.open(opening(lesson.plan(), room.number(), room.openedAt())))))
                .retryWhen(Retry.max(1).filter(ProviderDown.class::isInstance))
                .onErrorResume(LiveService::isGone, thrown -> {
                    log.warn("A lesson moves to another provider: {}", thrown.getMessage());
                    return Mono.empty();
                })
                .switchIfEmpty(Mono.defer(() -> moved(lesson)));
    }

    /** Opens a room for a lesson that still takes place; one that ended meanwhile leaves no room behind. */
    private Mono<Room> openedAgain(PlannedLesson plan, Mono<Room> open) {
        return unlessEnded(plan.lessonId()).then(open).flatMap(room -> unlessEnded(plan.lessonId())
                .thenReturn(room)
                .onErrorResume(
                        Refused.class, ended -> providers.closeIfPossible(room).then(Mono.error(ended))));
    }

    /** As it stands in the database, not in memory. */
    private Mono<Void> unlessEnded(String lessonId) {
        return lessons.find(lessonId)
                .filter(stored -> stored.value() instanceof Ended)
                .flatMap(stored -> {
                    held.forget(lessonId);
                    return Refused.mono(
                            Rejection.conflict("lesson-ended").with("endedAt", ((Ended) stored.value()).endedAt()));
                });
    }

    private static boolean isGone(Throwable thrown) {
        return thrown instanceof ProviderDown
                || thrown instanceof ProviderRefused
                || Exceptions.isRetryExhausted(thrown);
    }

    private Mono<Room> moved(Started lesson) {
        String lessonId = lesson.plan().lessonId();
        var from = lesson.room();
        return choices(lessonId)
                .flatMap(choices -> providers.open(
                        after(from.provider(), choices), opening(lesson.plan(), from.number() + 1, clock.instant())))
                .flatMap(to -> lessons.change(lessonId, stored -> LiveRules.move(stored.value(), from, to))
                        .doOnNext(_ -> held.forget(lessonId))
                        .flatMap(stored -> unlessUsed(to, stored.value().room())
                                .thenReturn(stored.value().room())));
    }

    /** The others in their order, those that come after this one first. */
    private static List<ProviderChoice> after(String provider, List<ProviderChoice> choices) {
        int place = choices.stream().map(ProviderChoice::provider).toList().indexOf(provider);
        var others = new ArrayList<ProviderChoice>();
        for (int i = 1; i <= choices.size(); i++) {
            var choice = choices.get((place + i) % choices.size());
            if (!choice.provider().equals(provider)) {
                others.add(choice);
            }
        }
        return others;
    }

    /** Ends a lesson; again, it is as it was. */
    Mono<LiveLesson> end(Caller caller, String lessonId) {
        return access.toArrange(caller, lessonId).flatMap(planned -> endNow(lessonId, Optional.of(caller.personId()))
                .switchIfEmpty(
                        Refused.mono(Rejection.conflict("lesson-not-started").with("startsAt", planned.startsAt()))));
    }

    /** Ends a lesson that nobody ended; empty where it never started. */
    Mono<LiveLesson> endOverdue(String lessonId) {
        return endNow(lessonId, Optional.empty());
    }

    private Mono<LiveLesson> endNow(String lessonId, Optional<String> personId) {
        var at = clock.instant();
        return lessons.change(
                        lessonId,
                        stored -> LiveRules.end(
                                stored.value(),
                                personId,
                                providers.records(stored.value().room().provider()),
                                at))
                .doOnNext(_ -> {
                    held.forget(lessonId);
                    heldRooms.forget(lessonId);
                })
                .flatMap(stored ->
                        providers.closeIfPossible(stored.value().room()).thenReturn(stored.value()));
    }

    /** There is a replay of what was recorded. */
    public Mono<Void> recorded(String lessonId) {
        return lessons.change(lessonId, stored -> LiveRules.recorded(stored.value()))
                .then();
    }

    /** The provider says that a room is closed: the lesson is over if its time is, else whoever comes next opens it again. */
    public Mono<Void> roomClosed(String roomId) {
        String lessonId = Room.lessonOf(roomId);
        heldRooms.forget(lessonId);
        return lessons.find(lessonId)
                .map(Stored::value)
                .filter(live -> live.room().id().equals(roomId))
                .filter(live -> !clock.instant().isBefore(live.plan().endsAt()))
                .flatMap(_ -> endOverdue(lessonId))
                .then();
    }
}
