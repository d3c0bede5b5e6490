package io.airclass.schedule.lesson;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.schedule.LessonChangeKind;
import io.airclass.schedule.timetable.Mode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * One dated lesson.
 *
 * @param id the same for as long as the class has a lesson in that period of that day; of what is announced for television that of the resource
 * @param period 0 where it has none in the timetable
 * @param classId of the class or group
 * @param start local to the school
 * @param teacherId empty where nobody of the roster gives it
 * @param means channel, task sheet, recording or address, where the mode has one; else empty
 * @param cancelled whether it does not take place
 * @param changed how it is held otherwise than planned; absent where it is not
 * @param announced who announces it for television; absent where the timetable has it
 * @param open whether groups may have lessons of their own in it (走班)
 */
public record Lesson(
        String id,
        String classId,
        String className,
        LocalDate date,
        int period,
        Instant startsAt,
        Instant endsAt,
        @JsonFormat(pattern = "HH:mm") LocalTime start,
        @JsonFormat(pattern = "HH:mm") LocalTime end,
        String subject,
        String teacherId,
        String room,
        Mode mode,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String means,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean cancelled,
        @JsonInclude(JsonInclude.Include.NON_NULL) Changed changed,
        @JsonInclude(JsonInclude.Include.NON_NULL) Announced announced,
        @JsonIgnore boolean open) {
    /**
     * What the timetable had.
     *
     * @param kind of the last change
     */
    public record Changed(
            LessonChangeKind kind,
            LocalDate plannedDate,
            int plannedPeriod,
            @JsonFormat(pattern = "HH:mm") LocalTime plannedStart,
            String plannedTeacherId,
            String plannedRoom,
            Instant at) {}

    /**
     * Where a lesson on television comes from.
     *
     * @param times grows when it is announced anew
     */
    public record Announced(
            String orgId,
            String title,
            Instant at,
            @JsonIgnore long times) {}

    /** Whether they share a moment. */
    public boolean overlaps(Lesson other) {
        return startsAt.isBefore(other.endsAt) && other.startsAt.isBefore(endsAt);
    }
}
