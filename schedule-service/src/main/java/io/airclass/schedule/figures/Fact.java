package io.airclass.schedule.figures;

import java.time.Instant;

/** One thing that the schedule told of a class's day. Facts are taken in any order and however often. */
public sealed interface Fact {
    /** Of a lesson. */
    sealed interface OfLesson extends Fact {
        String lessonId();
    }

    /** It began. */
    record Started(String lessonId, long secondsLate) implements OfLesson {}

    /** It ended. */
    record Ended(String lessonId, long seconds) implements OfLesson {}

    /** Its attendance is summed up; of several sums the last told counts. */
    record Attended(String lessonId, Attendance attendance) implements OfLesson {}

    /** It is held otherwise; what was told last counts. */
    record Changed(String lessonId, Change change) implements OfLesson {}

    /** There is a replay. */
    record Replayed(String lessonId, String replayId) implements OfLesson {}

    /** A student began to watch one. */
    record Watched(String lessonId, String eventId) implements OfLesson {}

    /** A student who missed it has watched enough. */
    record MadeUp(String lessonId, String eventId) implements OfLesson {}

    /** A version of the timetable was published. */
    record Published(Publication publication) implements Fact {}

    /**
     * What came of the class.
     *
     * @param at when it was told
     * @param guests whether these were guests in a lesson of another group, which is no lesson of the class
     */
    record Attendance(
            Instant at,
            String eventId,
            long enrolled,
            long joined,
            long present,
            long screenStudents,
            long minutesPhone,
            long minutesTablet,
            long minutesPc,
            long minutesTv,
            long minutesClassroom,
            boolean guests) {}

    /** @param at when it was told */
    record Change(Instant at, String eventId, boolean cancelled) {}

    /** @param versionNumber of the timetable */
    record Publication(int versionNumber, boolean emergency) {}
}
