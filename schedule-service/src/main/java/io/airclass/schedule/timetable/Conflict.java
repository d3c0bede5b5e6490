package io.airclass.schedule.timetable;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.DayOfWeek;
import java.time.LocalTime;

/**
 * Why two lessons cannot both be held.
 *
 * @param kind who would be needed twice
 * @param id of the class or the teacher
 * @param otherClassId where the other lesson is
 */
public record Conflict(
        Kind kind,
        String id,
        DayOfWeek weekday,
        int period,
        @JsonFormat(pattern = "HH:mm") LocalTime start,
        @JsonFormat(pattern = "HH:mm") LocalTime end,
        String subject,
        String otherClassId,
        int otherPeriod,
        @JsonFormat(pattern = "HH:mm") LocalTime otherStart,
        @JsonFormat(pattern = "HH:mm") LocalTime otherEnd,
        String otherSubject) {

    /** Who would be needed twice. */
    public enum Kind {
        CLASS,
        TEACHER
    }

    static Conflict of(Kind kind, String id, Slot slot, String otherClassId, Slot other) {
        return new Conflict(
                kind,
                id,
                slot.weekday(),
                slot.period(),
                slot.start(),
                slot.end(),
                slot.subject(),
                otherClassId,
                other.period(),
                other.start(),
                other.end(),
                other.subject());
    }
}
