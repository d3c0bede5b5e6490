package io.airclass.schedule.booking;

import java.time.LocalDate;

/**
 * A weekly time that is free again on one day, because the lesson is cancelled, moved or given by somebody else.
 *
 * @param number of the change among those of its holder and school year
 * @param attempt id of the change that says so
 * @param kept whether the change has become true
 */
public record Release(String holderId, int number, String attempt, boolean kept, LocalDate date, int period) {
    Release keep() {
        return new Release(holderId, number, attempt, true, date, period);
    }

    boolean isOf(String otherAttempt) {
        return attempt.equals(otherAttempt);
    }

    boolean frees(Booking weekly, LocalDate day) {
        return kept
                && weekly.date() == null
                && date.equals(day)
                && holderId.equals(weekly.holderId())
                && period == weekly.period();
    }
}
