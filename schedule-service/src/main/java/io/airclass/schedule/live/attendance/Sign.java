package io.airclass.schedule.live.attendance;

import java.time.Instant;

/**
 * That somebody was seen in a lesson.
 *
 * @param group the class that a student is counted with, or the staff
 * @param minute since the planned beginning, which may be negative
 * @param screenStudents before a classroom's screen; 0 elsewhere
 * @param left whether this was the last moment, so that what comes later is a new beginning
 */
record Sign(
        String lessonId,
        String group,
        String personId,
        Device device,
        int minute,
        Instant at,
        int screenStudents,
        boolean left) {}
