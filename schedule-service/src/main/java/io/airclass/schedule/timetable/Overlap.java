package io.airclass.schedule.timetable;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.DayOfWeek;
import java.time.LocalTime;

/** Two lessons of one file that would be held at the same time. */
public record Overlap(
        DayOfWeek weekday,
        int period,
        @JsonFormat(pattern = "HH:mm") LocalTime start,
        @JsonFormat(pattern = "HH:mm") LocalTime end,
        String subject,
        int otherPeriod,
        @JsonFormat(pattern = "HH:mm") LocalTime otherStart,
        @JsonFormat(pattern = "HH:mm") LocalTime otherEnd,
        String otherSubject) {
    static Overlap of(Slot slot, Slot other) {
        return new Overlap(
                slot.weekday(),
                slot.period(),
                slot.start(),
                slot.end(),
                slot.subject(),
                other.period(),
                other.start(),
                other.end(),
                other.subject());
    }
}
