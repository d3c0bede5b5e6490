package io.airclass.schedule.live;

import io.airclass.schedule.live.provider.Seat.Part;

/**
 * Somebody who may come in.
 *
 * @param group the class that a student is counted with; {@link #STAFF} for all others
 */
public record Attender(PlannedLesson lesson, Part part, String group) {
    /** Who is not there as a student; no class is called so. */
    public static final String STAFF = "~staff";
}
