package io.airclass.schedule.lesson;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * One dated lesson.
 *
 * @param id the same for as long as the class has a lesson in that period of that day
 * @param start local to the school
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
        String room) {}
