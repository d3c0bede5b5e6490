package io.airclass.schedule.live;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.schedule.live.provider.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A lesson to which something has happened; {@code _id} is the lesson's id. */
public sealed interface LiveLesson {
    /** As it was planned when it started. */
    PlannedLesson plan();

    Instant startedAt();

    String startedBy();

    /** Where it takes or took place last. */
    Room room();

    /** Zero where it started in time. */
    default Duration late() {
        var late = Duration.between(plan().startsAt(), startedAt());
        return late.isNegative() ? Duration.ZERO : late;
    }

    /**
     * It takes place.
     *
     * @param dueAt when it is ended where nobody does
     */
    record Started(PlannedLesson plan, Instant startedAt, String startedBy, Room room, Instant dueAt)
            implements LiveLesson {
        Started in(Room other) {
            return new Started(plan, startedAt, startedBy, other, dueAt);
        }
    }

    /**
     * What has come of what its provider recorded.
     *
     * @param dueAt when the provider is asked next; absent when it is asked no more
     */
    record Recordings(State state, @MayBeAbsent Instant dueAt) {
        enum State {
            /** Nothing yet. */
            AWAITED,
            /** There is a replay. */
            READY,
            /** The provider had none for a whole day; whoever arranges the lesson may have it asked again. */
            NONE
        }

        static final Recordings FOUND = new Recordings(State.READY, null);
        static final Recordings MISSING = new Recordings(State.NONE, null);

        static Recordings awaitedUntil(Instant dueAt) {
            return new Recordings(State.AWAITED, dueAt);
        }
    }

    /**
     * It is over.
     *
     * @param endedBy absent where nobody ended it
     * @param dueAt when the next sums of attendance are made; absent when all were
     * @param summedTo the last class, in the order of ids, that was summed up; absent before, and when all were
     * @param recordings absent where nothing was recorded
     */
    record Ended(
            PlannedLesson plan,
            Instant startedAt,
            String startedBy,
            Room room,
            Instant endedAt,
            @MayBeAbsent String endedBy,
            @MayBeAbsent Instant dueAt,
            @MayBeAbsent String summedTo,
            @MayBeAbsent Recordings recordings)
            implements LiveLesson {
        public Optional<String> summedUpTo() {
            return Optional.ofNullable(summedTo);
        }

        Ended counted() {
            return new Ended(plan, startedAt, startedBy, room, endedAt, endedBy, null, null, recordings);
        }

        /** What comes after this class is summed up at once. */
        public Ended countedTo(String classId, Instant at) {
            return new Ended(plan, startedAt, startedBy, room, endedAt, endedBy, at, classId, recordings);
        }

        Ended with(Recordings next) {
            return new Ended(plan, startedAt, startedBy, room, endedAt, endedBy, dueAt, summedTo, next);
        }
    }
}
