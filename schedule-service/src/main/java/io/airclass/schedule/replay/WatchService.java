package io.airclass.schedule.replay;

import io.airclass.contracts.Role;
import io.airclass.contracts.schedule.LessonAttendedV1;
import io.airclass.contracts.schedule.ReplayWatchedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.live.LiveAccessService;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.attendance.AbsentStudents;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Counts what students watch, and keeps the tasks of those who missed a lesson. */
@Service
class WatchService implements AbsentStudents {
    private final WatchRepository watchings;
    private final ReplayTaskRepository tasks;
    private final ReplayService replays;
    private final LiveAccessService access;
    private final AccessService people;
    private final ReplaySettings settings;
    private final Clock clock;

    WatchService(
            WatchRepository watchings,
            ReplayTaskRepository tasks,
            ReplayService replays,
            LiveAccessService access,
            AccessService people,
            ReplaySettings settings,
            Clock clock) {
        this.watchings = watchings;
        this.tasks = tasks;
        this.replays = replays;
        this.access = access;
        this.people = people;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * How far a student is.
     *
     * @param seconds of the replay, each once
     * @param enough whether that counts as having watched it
     */
    record Progress(int seconds, int percent, boolean enough) {}

    Mono<Progress> watch(Caller caller, String replayId, List<Span> spans) {
        return replays.toWatch(caller, replayId).flatMap(replay -> {
            String lessonId = replay.value().of().lessonId();
            int length = replay.value().content().seconds();
            var at = clock.instant();
            var nothing = new Watching(replayId, lessonId, caller.personId(), List.of(), at, at);
            return access.toAttend(caller, lessonId)
                    .filter(attender -> !attender.staff())
                    .switchIfEmpty(Refused.mono(Rejection.forbidden("lesson-not-yours")))
                    .map(attender -> new ReplayWatchedV1(
                            lessonId,
                            replayId,
                            attender.group(),
                            attender.lesson().schoolId(),
                            attender.lesson().within()))
                    .flatMap(begun -> watchings.change(
                            replayId,
                            caller.personId(),
                            before -> WatchRules.watch(before, nothing, begun, spans, length, settings.speedMax(), at)))
                    .flatMap(watching -> progress(watching, length));
        });
    }

    /** A task is closed with every report that is enough, so that a crash between the two leaves nothing open. */
    private Mono<Progress> progress(Watching watching, int length) {
        int percent = WatchRules.percent(watching, length);
        var progress = new Progress(watching.seconds(), percent, percent >= settings.watchedPercent());
        return progress.enough()
                ? tasks.close(watching.lessonId(), watching.studentId(), watching.replayId(), percent, clock.instant())
                        .thenReturn(progress)
                : Mono.just(progress);
    }

    @Override
    public Mono<Void> missed(Ended lesson, LessonAttendedV1 of, List<String> studentIds) {
        return tasks.open(studentIds.stream()
                .map(student -> new ReplayTask(
                        of.lessonId(),
                        of.classId(),
                        of.schoolId(),
                        of.within(),
                        student,
                        true,
                        lesson.endedAt(),
                        null,
                        null,
                        0))
                .toList());
    }

    /** The caller's own, or those of a child. */
    Mono<Page<Stored<ReplayTask>>> tasks(Caller caller, Optional<String> childId, boolean open, PageRequest request) {
        if (childId.isEmpty() && caller.hasSomewhere(Role.GUARDIAN) && !caller.hasSomewhere(Role.STUDENT)) {
            return Refused.mono(Rejection.invalid("child-not-named"));
        }
        var student = childId.map(id -> people.child(caller, id).map(child -> child.id()))
                .orElseGet(() -> Mono.just(caller.personId()));
        return student.flatMap(id -> tasks.page(id, open, request));
    }
}
