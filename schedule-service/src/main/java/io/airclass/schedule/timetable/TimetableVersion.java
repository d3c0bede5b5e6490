package io.airclass.schedule.timetable;

import java.time.LocalDate;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * The content of a published version; never changed.
 *
 * @param classId of the class or group
 * @param lastDay on which it holds, inclusive
 * @param teacherIds of the slots, each once: what a teacher's lessons are found by
 */
public record TimetableVersion(
        @BsonId String id,
        String classId,
        int number,
        LocalDate effectiveFrom,
        LocalDate lastDay,
        List<Slot> slots,
        List<String> teacherIds) {}
