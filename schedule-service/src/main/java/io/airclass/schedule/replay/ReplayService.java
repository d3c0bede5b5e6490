package io.airclass.schedule.replay;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.Incoming;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.rosterview.PolicyDesk;
import io.airclass.schedule.live.LiveAccessService;
import io.airclass.schedule.live.LiveLesson;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveService;
import io.airclass.schedule.live.PlannedLesson;
import io.airclass.schedule.live.ReadinessService;
import io.airclass.schedule.live.RecordingTaker;
import io.airclass.schedule.live.provider.Providers;
import io.airclass.schedule.live.provider.Recording;
import io.airclass.schedule.live.provider.Room;
import io.airclass.schedule.replay.Replay.Deleted;
import io.airclass.schedule.replay.Replay.Kept;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes replays in, gives them to whom they are shown, keeps them longer and lets them go. */
@Service
public class ReplayService implements RecordingTaker {
    private static final Logger log = LoggerFactory.getLogger(ReplayService.class);

    private final ReplayRepository replays;
    private final LiveAccessService access;
    private final LiveService lessons;
    private final ReadinessService readiness;
    private final Providers providers;
    private final PolicyDesk policies;
    private final FileStore files;
    private final ReplaySettings settings;
    private final Clock clock;
    private final long bytesMax;

    ReplayService(
            ReplayRepository replays,
            LiveAccessService access,
            LiveService lessons,
            ReadinessService readiness,
            Providers providers,
            PolicyDesk policies,
            FileStore files,
            ReplaySettings settings,
            AirclassSettings shared,
            Clock clock) {
        this.replays = replays;
        this.access = access;
        this.lessons = lessons;
        this.readiness = readiness;
        this.providers = providers;
        this.policies = policies;
        this.files = files;
        this.settings = settings;
        this.clock = clock;
        this.bytesMax = shared.files().fileBytesMax();
    }

    long bytesMax() {
        return bytesMax;
    }

    FileStore content() {
        return files;
    }

    /**
     * Stores a file of a lesson that is over. The content goes to a place of its own first, so that a repeat never touches what an earlier
     * request stored.
     *
     * @param id of the replay, by the request's key
     */
    Mono<Stored<Replay>> upload(
            Caller caller, String lessonId, String id, String rawName, int seconds, Flux<DataBuffer> content) {
        return access.toArrange(caller, lessonId)
                .flatMap(_ -> over(lessonId))
                .flatMap(lesson -> room(lessonId, id).thenReturn(lesson))
                .onErrorResume(
                        Refused.class, refused -> Incoming.swallowed(content).then(Mono.error(refused)))
                .flatMap(lesson -> {
                    String name = Incoming.name(rawName);
                    return files.put(Ids.next(), content, name, bytesMax).flatMap(stored -> ReplayRules.notTaken(stored)
                            .map(refused -> files.delete(stored.id()).then(Refused.<Stored<Replay>>mono(refused)))
                            .orElseGet(() -> keep(lesson, id, stored, name, seconds, caller.personId())));
                });
    }

    private Mono<Ended> over(String lessonId) {
        return lessons.found(lessonId)
                .filter(Ended.class::isInstance)
                .cast(Ended.class)
                .switchIfEmpty(Refused.mono(Rejection.conflict("lesson-not-ended")));
    }

    private Mono<Void> room(String lessonId, String id) {
        return replays.ofLesson(lessonId, ReplayRules.OF_A_LESSON_MAX)
                .filter(replay -> !replay.id().equals(id))
                .count()
                .flatMap(count -> count < ReplayRules.OF_A_LESSON_MAX
                        ? Mono.empty()
                        : Refused.mono(Rejection.conflict("replays-full").with("max", ReplayRules.OF_A_LESSON_MAX)));
    }

    private Mono<Stored<Replay>> keep(Ended lesson, String id, StoredFile file, String name, int seconds, String by) {
        var content = new Content(file.id(), null, null, name, file.type(), file.bytes(), file.sha256(), seconds);
        String hash = Ids.sha256Hex((name + "\n" + file.sha256() + "\n" + seconds).getBytes(StandardCharsets.UTF_8));
        return create(lesson, id, hash, content, by)
                .flatMap(stored -> stored.value() instanceof Deleted deleted
                        ? Refused.<Stored<Replay>>mono(ReplayRules.goneSince(deleted.deletedAt()))
                        : Mono.just(stored))
                .flatMap(kept -> kept.value().content().place().equals(file.id())
                        ? Mono.just(kept)
                        : files.delete(file.id()).thenReturn(kept))
                .onErrorResume(Refused.class, refused -> files.delete(file.id()).then(Mono.error(refused)));
    }

    private Mono<Stored<Replay>> create(LiveLesson lesson, String id, String hash, Content content, String by) {
        var plan = lesson.plan();
        var at = clock.instant();
        var endedAt = lesson instanceof Ended ended ? ended.endedAt() : plan.endsAt();
        return keptMonths(plan, endedAt).flatMap(months -> {
            var kept = ReplayRules.kept(
                    Shown.of(plan), content, ReplayRules.monthsAfter(endedAt, months, policies.zone()), by, at);
            return replays.create(id, hash, kept, List.of(ReplayRules.ready(id, kept)))
                    .flatMap(stored -> readiness.replay(plan, at).thenReturn(stored));
        });
    }

    private Mono<Integer> keptMonths(PlannedLesson lesson, Instant at) {
        return access.classes(lesson)
                .flatMapIterable(classes -> classes)
                .flatMap(schoolClass -> policies.at(schoolClass, at))
                .collectList()
                .map(inForce -> ReplayRules.keptMonths(inForce, settings.keptMonths()));
    }

    /** The recordings of a lesson's rooms that its provider has ready; those that are known stay as they are. */
    Mono<Void> lookForRecordings(Caller caller, String lessonId) {
        return access.toArrange(caller, lessonId)
                .flatMap(_ -> over(lessonId))
                .flatMap(lesson -> taken(lesson, lesson.room()))
                .then();
    }

    @Override
    public Mono<Void> recordingReady(String server, String roomId) {
        return lessons.found(Room.lessonOf(roomId))
                .switchIfEmpty(Refused.mono(Rejection.gone("recording-not-wanted")))
                .flatMap(lesson -> taken(lesson, new Room(server, roomId, 0, null, null, clock.instant())))
                .then();
    }

    @Override
    public Mono<Boolean> recorded(Ended lesson) {
        return replays.ofLesson(lesson.plan().lessonId(), ReplayRules.LISTED_MAX)
                .any(stored ->
                        lesson.room().provider().equals(stored.value().content().provider()))
                .flatMap(known -> known
                        ? Mono.just(true)
                        : recordings(lesson, lesson.room()).hasElements());
    }

    /** Takes what was recorded in a room, and says so to the lesson, which is then asked for no more. */
    private Mono<Void> taken(LiveLesson lesson, Room room) {
        return recordings(lesson, room)
                .hasElements()
                .flatMap(found -> found ? lessons.recorded(lesson.plan().lessonId()) : Mono.empty());
    }

    private Flux<Stored<Replay>> recordings(LiveLesson lesson, Room room) {
        return Mono.justOrEmpty(providers.named(room.provider()))
                .flatMapMany(provider -> provider.recordings(room))
                .take(ReplayRules.OF_A_LESSON_MAX)
                .concatMap(recording -> recorded(lesson, room.provider(), recording))
                .onErrorMap(
                        thrown -> !(thrown instanceof Refused) && Providers.isUnusable(thrown),
                        _ -> new Refused(Rejection.unavailable("live-unavailable", settings.lease())));
    }

    private Mono<Stored<Replay>> recorded(LiveLesson lesson, String provider, Recording recording) {
        var plan = lesson.plan();
        int seconds = (int) Math.min(ReplayRules.SECONDS_MAX, recording.length().toSeconds());
        var content = new Content(
                recording.id(),
                provider,
                recording.address(),
                plan.subject() == null ? plan.lessonId() : plan.subject(),
                "text/html",
                0,
                null,
                seconds);
        String id = Ids.from("recording", provider, recording.id());
        return create(lesson, id, id, content, provider);
    }

    /** A replay that the caller may watch; refused as gone when its time is over or it was deleted. */
    Mono<Stored<Replay>> toWatch(Caller caller, String id) {
        return seen(caller, id).flatMap(stored -> switch (stored.value()) {
            case Deleted deleted -> Refused.mono(ReplayRules.goneSince(deleted.deletedAt()));
            case Kept kept when kept.isOver(clock.instant()) -> Refused.mono(ReplayRules.goneSince(kept.expiresAt()));
            case Kept _ -> Mono.just(stored);
        });
    }

    private Mono<Stored<Replay>> seen(Caller caller, String id) {
        return replays.find(id)
                .filterWhen(stored -> access.toSee(caller, stored.value().of().lessonId())
                        .hasElement()
                        .onErrorResume(Refused.class, _ -> Mono.just(false)))
                .switchIfEmpty(Refused.mono(Rejection.notFound("replay-not-found")));
    }

    private Mono<Stored<Replay>> arranged(Caller caller, String id) {
        return seen(caller, id)
                .flatMap(stored ->
                        access.toArrange(caller, stored.value().of().lessonId()).thenReturn(stored));
    }

    /** The record of a deletion. */
    Mono<Stored<Replay>> deletion(Caller caller, String id) {
        return seen(caller, id)
                .filter(stored -> stored.value() instanceof Deleted)
                .switchIfEmpty(Refused.mono(Rejection.notFound("replay-not-deleted")));
    }

    /** Those of a lesson that can be watched. */
    Mono<List<Stored<Replay>>> ofLesson(Caller caller, String lessonId) {
        return access.toSee(caller, lessonId).flatMap(_ -> replays.ofLesson(lessonId, ReplayRules.LISTED_MAX)
                .filter(stored -> stored.value() instanceof Kept kept && !kept.isOver(clock.instant()))
                .collectList());
    }

    /** Keeps a replay until then. */
    Mono<Stored<Replay>> pin(Caller caller, String id, Instant until) {
        return arranged(caller, id).flatMap(seen -> {
            var at = clock.instant();
            return lessonEnd(seen.value())
                    .flatMap(endedAt -> replays.change(
                            id,
                            stored -> ReplayRules.pin(
                                    stored.value(),
                                    until,
                                    ReplayRules.monthsAfter(endedAt, settings.pinnedMonthsMax(), policies.zone()),
                                    at)));
        });
    }

    private Mono<Instant> lessonEnd(Replay replay) {
        return lessons.found(replay.of().lessonId())
                .map(live -> live instanceof Ended ended
                        ? ended.endedAt()
                        : live.plan().endsAt());
    }

    /** Deletes a replay now; its content is removed at once or, where that fails, soon. */
    Mono<Void> delete(Caller caller, String id) {
        return arranged(caller, id)
                .flatMap(_ -> delete(id, Optional.of(caller.personId())))
                .onErrorResume(Providers::isUnusable, thrown -> {
                    log.warn("What is left of a deleted replay is removed later: {}", thrown.getMessage());
                    return Mono.empty();
                });
    }

    private Mono<Void> delete(String id, Optional<String> by) {
        var at = clock.instant();
        return replays.change(id, stored -> ReplayRules.delete(stored.value(), by, at, at.plus(settings.lease())))
                .flatMap(this::remove);
    }

    /** Removes what is left of a deleted replay, and says that it is gone when it is. */
    private Mono<Void> remove(Stored<Replay> stored) {
        return stored.value() instanceof Deleted deleted && !deleted.gone()
                ? removed(deleted.content())
                        .then(Mono.defer(() -> replays.save(
                                stored, ReplayRules.gone(deleted), List.of(ReplayRules.told(stored.id(), deleted)))))
                        .onErrorResume(VersionMoved.class, _ -> Mono.empty()) // another has seen it gone
                        .then()
                : Mono.empty();
    }

    private Mono<Void> removed(Content content) {
        return content.isFile() ? files.delete(content.place()) : providers.delete(content.provider(), content.place());
    }

    /** Does what is due of a replay that this replica has claimed. */
    Mono<Void> takeOn(Stored<Replay> claimed) {
        return switch (claimed.value()) {
            case Deleted _ -> remove(claimed);
            case Kept kept when kept.isOver(clock.instant()) -> delete(claimed.id(), Optional.empty());
            case Kept kept ->
                replays.save(
                                claimed,
                                ReplayRules.noticed(kept),
                                kept.noticed() ? List.of() : List.of(ReplayRules.expiring(claimed.id(), kept)))
                        .then();
        };
    }
}
