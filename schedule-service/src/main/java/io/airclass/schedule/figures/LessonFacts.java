package io.airclass.schedule.figures;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.schedule.figures.Fact.Attendance;
import io.airclass.schedule.figures.Fact.Change;
import java.util.List;

/**
 * What was told of one lesson of one class.
 *
 * @param secondsLate absent where it has not begun, as far as is known
 * @param secondsHeld absent where it has not ended, as far as is known
 * @param replays ids, sorted
 * @param views ids of what told of them, sorted, at most {@link FactRules#STUDENTS_MAX}
 * @param madeUp ids of what told of them, sorted, at most {@link FactRules#STUDENTS_MAX}
 */
public record LessonFacts(
        String lessonId,
        @MayBeAbsent Long secondsLate,
        @MayBeAbsent Long secondsHeld,
        @MayBeAbsent Attendance attendance,
        @MayBeAbsent Change change,
        List<String> replays,
        List<String> views,
        List<String> madeUp) {
    public LessonFacts {
        replays = List.copyOf(replays);
        views = List.copyOf(views);
        madeUp = List.copyOf(madeUp);
    }

    static LessonFacts of(String lessonId) {
        return new LessonFacts(lessonId, null, null, null, null, List.of(), List.of(), List.of());
    }

    boolean held() {
        return secondsLate != null || secondsHeld != null || attended();
    }

    /** Whether it is a lesson of the class whose attendance is summed up. */
    boolean attended() {
        return attendance != null && !attendance.guests();
    }

    boolean cancelled() {
        return change != null && change.cancelled();
    }

    LessonFacts started(long late) {
        return new LessonFacts(lessonId, late, secondsHeld, attendance, change, replays, views, madeUp);
    }

    LessonFacts ended(long seconds) {
        return new LessonFacts(lessonId, secondsLate, seconds, attendance, change, replays, views, madeUp);
    }

    LessonFacts attended(Attendance sums) {
        return new LessonFacts(lessonId, secondsLate, secondsHeld, sums, change, replays, views, madeUp);
    }

    LessonFacts changed(Change last) {
        return new LessonFacts(lessonId, secondsLate, secondsHeld, attendance, last, replays, views, madeUp);
    }

    LessonFacts replayed(List<String> ids) {
        return new LessonFacts(lessonId, secondsLate, secondsHeld, attendance, change, ids, views, madeUp);
    }

    LessonFacts watched(List<String> ids) {
        return new LessonFacts(lessonId, secondsLate, secondsHeld, attendance, change, replays, ids, madeUp);
    }

    LessonFacts madeUp(List<String> ids) {
        return new LessonFacts(lessonId, secondsLate, secondsHeld, attendance, change, replays, views, ids);
    }
}
