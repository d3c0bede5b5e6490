package io.airclass.schedule.booking;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * Why something cannot be taken: who or what is needed twice, when first, and by which lesson.
 *
 * @param kind of what is needed twice
 * @param id of the class or the teacher; of a room, the school and the name
 * @param firstDay the first day on which both would be held
 * @param subject that was to be taught
 * @param otherHolderId in whose timetable the other lesson is
 */
public record Clash(
        ResourceKey.Kind kind,
        String id,
        DayOfWeek weekday,
        LocalDate firstDay,
        int period,
        @JsonFormat(pattern = "HH:mm") LocalTime start,
        @JsonFormat(pattern = "HH:mm") LocalTime end,
        String subject,
        String holderId,
        int otherPeriod,
        @JsonFormat(pattern = "HH:mm") LocalTime otherStart,
        @JsonFormat(pattern = "HH:mm") LocalTime otherEnd,
        String otherSubject,
        String otherHolderId) {

    static Clash of(ResourceKey key, Booking wanted, Booking taken, LocalDate firstDay) {
        return new Clash(
                key.kind(),
                key.id(),
                wanted.weekday(),
                firstDay,
                wanted.period(),
                wanted.start(),
                wanted.end(),
                wanted.subject(),
                wanted.holderId(),
                taken.period(),
                taken.start(),
                taken.end(),
                taken.subject(),
                taken.holderId());
    }
}
