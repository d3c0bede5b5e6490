package io.airclass.schedule.figures;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/**
 * How far the plans of one day are counted; {@code _id} is the day.
 *
 * @param after id of the last timetable that is counted, by the order of ids; empty at the beginning
 * @param over whether this is the second time, after the day
 * @param dueAt when it goes on; absent when it is done
 */
public record PlanDay(
        String day, String after, boolean over, @MayBeAbsent Instant dueAt) {
    PlanDay upTo(String last) {
        return new PlanDay(day, last, over, dueAt);
    }

    /** The first time is done: once more when the day is over. */
    PlanDay again(Instant at) {
        return new PlanDay(day, "", true, at);
    }

    PlanDay done() {
        return new PlanDay(day, after, over, null);
    }
}
