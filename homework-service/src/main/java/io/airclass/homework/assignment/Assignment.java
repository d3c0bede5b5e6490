package io.airclass.homework.assignment;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/** Homework; one record for each state. */
public sealed interface Assignment {
    String teacherId();

    /** Until then work is in time; the instant itself still counts. */
    Instant dueAt();

    /**
     * Written and not published: only the author sees it.
     *
     * @param asked as the teacher sent it
     * @param attempt counts the attempts at publishing it, from 1; an attempt that another number has overtaken cannot publish
     */
    record Draft(String teacherId, Instant dueAt, NewAssignment asked, long attempt, Instant changedAt)
            implements Assignment {
        Draft next(NewAssignment changed, Instant at) {
            return new Draft(teacherId, changed.dueAt(), changed, attempt + 1, at);
        }
    }

    /** What was published once. */
    sealed interface Published extends Assignment {
        Terms terms();

        /** When students see it. */
        Instant opensAt();

        default boolean isLate(Instant at) {
            return at.isAfter(dueAt());
        }

        /** The last instant at which work is taken. */
        default Instant takenUntil() {
            return terms().takenUntil(dueAt());
        }

        default boolean takes(Instant at) {
            return !at.isAfter(takenUntil());
        }
    }

    /** Published, and not to be seen by students before {@code wakeAt}. */
    record Scheduled(String teacherId, Instant dueAt, Terms terms, Instant opensAt, Instant wakeAt)
            implements Published {}

    /**
     * To be done.
     *
     * @param reminded whether those who had not handed in were reminded, or nobody is to be
     * @param wakeAt when they are reminded, or when work is taken no more and it is closed
     */
    record Open(String teacherId, Instant dueAt, Terms terms, Instant opensAt, boolean reminded, Instant wakeAt)
            implements Published {
        boolean remindsAt(Instant at) {
            return !reminded && !wakeAt.isAfter(at) && !isLate(at);
        }
    }

    /** Nothing is taken any more. */
    record Closed(String teacherId, Instant dueAt, Terms terms, Instant opensAt, Instant closedAt)
            implements Published {}

    /**
     * Need not be done any more.
     *
     * @param shown whether students had seen it
     * @param wakeAt when its minutes are given back once more; absent when they are
     */
    record Withdrawn(
            String teacherId,
            Instant dueAt,
            Terms terms,
            Instant opensAt,
            boolean shown,
            String withdrawnBy,
            String reason,
            Instant withdrawnAt,
            @MayBeAbsent Instant wakeAt)
            implements Published {
        Withdrawn released() {
            return new Withdrawn(teacherId, dueAt, terms, opensAt, shown, withdrawnBy, reason, withdrawnAt, null);
        }
    }
}
