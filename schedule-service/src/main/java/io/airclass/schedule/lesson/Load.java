package io.airclass.schedule.lesson;

import java.time.LocalDate;

/**
 * What a teacher gave in some days; classes taught together count once.
 *
 * @param lessons that took place or will, given by the teacher
 * @param minutes of them
 * @param covers those of them that somebody else was to give
 * @param covered lessons of the teacher's that somebody else gives
 * @param cancelled lessons of the teacher's that do not take place
 */
record Load(
        String teacherId,
        LocalDate from,
        LocalDate to,
        int lessons,
        long minutes,
        int covers,
        int covered,
        int cancelled) {}
