package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * A version of a class's timetable (课程表) holds from a day on.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param effectiveFrom the first day on which it holds
 * @param versionNumber counts the publications of the class, from 1
 * @param lastDay the last day on which it holds, inclusive; absent where it was not told
 * @param temporary true where it lies over the other versions for its days only, as an exam week does; absent where it does not
 * @param emergency true where it was published in less time than the rules ask; absent where it was not
 * @param publishedBy who published it; absent where it was not told
 */
@EventType(
        value = "io.airclass.schedule.timetable-published.v1",
        topic = Topics.SCHEDULE,
        meaning = "A version of a class's timetable was published.")
public record TimetablePublishedV1(
        String timetableId,
        String classId,
        String schoolId,
        List<String> within,
        LocalDate effectiveFrom,
        int versionNumber,
        int lessonsPerWeek,
        @MayBeAbsent LocalDate lastDay,
        @MayBeAbsent Boolean temporary,
        @MayBeAbsent Boolean emergency,
        @MayBeAbsent String publishedBy)
        implements ScheduleEvent {
    public TimetablePublishedV1 {
        required("timetableId", timetableId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("effectiveFrom", effectiveFrom);
    }

    @Override
    public String key() {
        return classId;
    }

    @Override
    public String aggregateId() {
        return timetableId;
    }
}
