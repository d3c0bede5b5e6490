package io.airclass.homework.assignment;

import io.airclass.rosterview.SchoolClass;
import java.util.List;

/**
 * A class that homework was set to.
 *
 * @param within ids of all ancestors of the class, the root first, the class last
 * @param studentIds of the class; empty for the whole class, whoever is in it
 */
public record Target(String classId, String schoolId, List<String> within, List<String> studentIds) {
    public Target {
        within = List.copyOf(within);
        studentIds = List.copyOf(studentIds);
    }

    static Target of(SchoolClass schoolClass, List<String> studentIds) {
        return new Target(schoolClass.id(), schoolClass.schoolId(), schoolClass.within(), studentIds);
    }

    /** Whether a student of the class has it to do. */
    public boolean means(String studentId) {
        return studentIds.isEmpty() || studentIds.contains(studentId);
    }
}
