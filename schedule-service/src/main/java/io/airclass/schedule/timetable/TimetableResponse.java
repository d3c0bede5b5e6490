package io.airclass.schedule.timetable;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.airclass.schedule.timetable.TimetableService.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * A timetable as it is sent.
 *
 * @param state {@code DRAFT} while something waits to be published
 * @param lessons a week of the draft, or of the newest version
 */
record TimetableResponse(
        String classId, State state, LocalDate effectiveFrom, List<LessonOfWeek> lessons, List<Version> versions) {

    enum State {
        DRAFT,
        PUBLISHED
    }

    record LessonOfWeek(
            int weekday,
            int period,
            @JsonFormat(pattern = "HH:mm") LocalTime start,
            @JsonFormat(pattern = "HH:mm") LocalTime end,
            String subject,
            String teacherId,
            String room) {}

    record Version(int number, LocalDate effectiveFrom, int lessonsPerWeek, Instant publishedAt) {}

    static TimetableResponse of(Shown shown) {
        var timetable = shown.timetable().value();
        return new TimetableResponse(
                shown.timetable().id(),
                timetable instanceof Timetable.Drafted ? State.DRAFT : State.PUBLISHED,
                shown.week().effectiveFrom(),
                shown.week().slots().stream()
                        .map(slot -> new LessonOfWeek(
                                slot.weekday().getValue(),
                                slot.period(),
                                slot.start(),
                                slot.end(),
                                slot.subject(),
                                slot.teacherId(),
                                slot.room()))
                        .toList(),
                timetable.versions().stream()
                        .map(head -> new Version(
                                head.number(), head.effectiveFrom(), head.lessonsPerWeek(), head.publishedAt()))
                        .toList());
    }
}
