package io.airclass.schedule.figures;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How far the plans of one day are counted; {@code _id} is the day.
 *
 * @param groups whether all classes are counted and groups are
 * @param after id of the last class or group that is counted, by the order of ids; empty at the beginning
 * @param over whether this is the second time, after the day
 * @param dueAt when it goes on; absent when it is done
 */
public record PlanDay(
        String day,
        boolean groups,
        String after,
        boolean over,
        @MayBeAbsent Instant dueAt) {
    static PlanDay first(LocalDate day, Instant at) {
        return new PlanDay(day.toString(), false, "", false, at);
    }

    PlanDay upTo(String last, Instant lease) {
        return new PlanDay(day, groups, last, over, lease);
    }

    PlanDay toGroups(Instant lease) {
        return new PlanDay(day, true, "", over, lease);
    }

    /** From the beginning, at that time. */
    PlanDay again(boolean afterTheDay, Instant at) {
        return new PlanDay(day, false, "", afterTheDay, at);
    }

    PlanDay done() {
        return new PlanDay(day, groups, after, over, null);
    }
}
