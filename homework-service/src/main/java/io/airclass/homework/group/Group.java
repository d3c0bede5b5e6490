package io.airclass.homework.group;

import io.airclass.contracts.schedule.StudyGroupGuest;
import java.util.List;

/**
 * A group that overlays classes; the id is the group's.
 *
 * @param sequence of the event that told this state
 * @param classIds from which it takes students
 * @param guests students of other schools
 */
public record Group(
        long sequence,
        String schoolId,
        List<String> classIds,
        List<String> studentIds,
        List<StudyGroupGuest> guests,
        List<String> teacherIds,
        boolean closed) {
    public Group {
        classIds = List.copyOf(classIds);
        studentIds = List.copyOf(studentIds);
        guests = List.copyOf(guests);
        teacherIds = List.copyOf(teacherIds);
    }
}
