package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.required;

import java.time.Instant;

/**
 * When, by whom and where a lesson is held.
 *
 * @param period of that day (节次)
 * @param teacherId empty where nobody of the roster gives it
 * @param room empty where none is named
 */
public record LessonPlace(Instant startsAt, Instant endsAt, int period, String teacherId, String room) {
    public LessonPlace {
        required("startsAt", startsAt);
        required("endsAt", endsAt);
        required("teacherId", teacherId);
        required("room", room);
    }
}
