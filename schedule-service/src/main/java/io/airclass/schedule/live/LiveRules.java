package io.airclass.schedule.live;

import io.airclass.contracts.schedule.LessonEndedV1;
import io.airclass.contracts.schedule.LessonStartedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveLesson.Recordings;
import io.airclass.schedule.live.LiveLesson.Started;
import io.airclass.schedule.live.provider.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a lesson may start and how it ends. */
final class LiveRules {
    /** Until then joins that were under way are stored, and heartbeats of the last minutes have come. */
    static final Duration SETTLED_AFTER = Duration.ofMinutes(2);

    /** When a provider is asked first for what it recorded; then each time after twice as long. */
    static final Duration ASKED_AFTER = Duration.ofMinutes(10);
    /** When it is asked for the last time. */
    static final Duration ASKED_UNTIL = Duration.ofHours(24);

    private LiveRules() {}

    /** Why a lesson cannot start now; empty where it can. */
    static Optional<Rejection> mayStart(
            PlannedLesson lesson, String personId, boolean trained, Duration startEarlyMax, Instant at) {
        if (!lesson.teacherId().equals(personId)) {
            return Optional.of(Rejection.forbidden("lesson-not-yours"));
        }
        if (!trained && !lesson.test()) {
            return Optional.of(Rejection.forbidden("live-not-authorised"));
        }
        if (lesson.cancelled()) {
            return Optional.of(Rejection.conflict("lesson-cancelled"));
        }
        if (!lesson.live()) {
            return Optional.of(Rejection.ruleBroken("lesson-not-live"));
        }
        if (!lesson.approved()) {
            return Optional.of(Rejection.conflict("lesson-not-approved"));
        }
        if (at.isBefore(lesson.startsAt().minus(startEarlyMax))) {
            return Optional.of(Rejection.conflict("lesson-too-early")
                    .with("startsAt", lesson.startsAt())
                    .with("minutesBefore", startEarlyMax.toMinutes()));
        }
        return at.isBefore(lesson.endsAt())
                ? Optional.empty()
                : Optional.of(Rejection.conflict("lesson-over").with("endsAt", lesson.endsAt()));
    }

    static Started started(PlannedLesson lesson, String personId, Room room, Duration overdueAfter, Instant at) {
        return new Started(lesson, at, personId, room, lesson.endsAt().plus(overdueAfter));
    }

    static LessonStartedV1 told(Started started) {
        var plan = started.plan();
        return new LessonStartedV1(
                plan.lessonId(),
                plan.holderId(),
                plan.classIds(),
                plan.schoolId(),
                plan.within(),
                plan.subject(),
                plan.teacherId(),
                plan.test(),
                plan.startsAt(),
                started.startedAt(),
                started.late().toSeconds());
    }

    /** The room that all use from now on, unless the lesson is over or has another one already. */
    static Decision<LiveLesson> move(LiveLesson current, Room from, Room to) {
        return switch (current) {
            case Started started
            when started.room().id().equals(from.id())
                    && started.room().provider().equals(from.provider()) -> Decision.accepted(started.in(to));
            default -> Decision.unchanged(current);
        };
    }

    /** What becomes of a lesson whose provider was asked at an instant for what it recorded. */
    static Ended asked(Ended lesson, boolean found, Instant at) {
        return found ? lesson.with(Recordings.FOUND) : lesson.with(nextQuestion(lesson.endedAt(), at));
    }

    private static Recordings nextQuestion(Instant endedAt, Instant at) {
        var after = ASKED_AFTER;
        while (!endedAt.plus(after).isAfter(at)) {
            if (after.equals(ASKED_UNTIL)) {
                return Recordings.MISSING;
            }
            after = after.multipliedBy(2).compareTo(ASKED_UNTIL) < 0 ? after.multipliedBy(2) : ASKED_UNTIL;
        }
        return Recordings.awaitedUntil(endedAt.plus(after));
    }

    /** There is a replay of it: its provider need not be asked. */
    static Decision<LiveLesson> recorded(LiveLesson current) {
        return current instanceof Ended ended
                        && ended.recordings() != null
                        && ended.recordings().state() != Recordings.State.READY
                ? Decision.accepted(ended.with(Recordings.FOUND))
                : Decision.unchanged(current);
    }

    /**
     * @param personId who ends it; empty where it is ended because its time is over
     * @param recorded whether its provider recorded it
     */
    static Decision<LiveLesson> end(LiveLesson current, Optional<String> personId, boolean recorded, Instant at) {
        return switch (current) {
            case Ended ended -> Decision.unchanged(ended);
            case Started started -> {
                var plan = started.plan();
                yield Decision.accepted(
                        new Ended(
                                plan,
                                started.startedAt(),
                                started.startedBy(),
                                started.room(),
                                at,
                                personId.orElse(null),
                                at.plus(SETTLED_AFTER),
                                null,
                                recorded ? Recordings.awaitedUntil(at.plus(ASKED_AFTER)) : null),
                        new LessonEndedV1(
                                plan.lessonId(),
                                plan.holderId(),
                                plan.classIds(),
                                plan.schoolId(),
                                plan.within(),
                                plan.subject(),
                                plan.teacherId(),
                                plan.test(),
                                started.startedAt(),
                                at,
                                personId.isPresent()));
            }
        };
    }
}
