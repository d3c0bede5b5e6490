package io.airclass.schedule.live;

import io.airclass.schedule.live.provider.Seat.Part;

/**
 * Somebody who may come in.
 *
 * @param group the class that a student, or a teacher of a class that receives a broadcast, is stored with; {@link #STAFF} for all others
 * @param staff whether it is no student
 */
public record Attender(PlannedLesson lesson, Part part, String group, boolean staff) {
    /** Who is not there as a student; no class is called so. */
    public static final String STAFF = "~staff";
}
