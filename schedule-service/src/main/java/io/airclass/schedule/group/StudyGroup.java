package io.airclass.schedule.group;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.rosterview.SchoolClass;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some students of a school who learn something together.
 *
 * @param within ids of all ancestors, the root first, the group itself last
 * @param classIds the classes that the students come from
 * @param teacherIds who teaches the group
 * @param closed whether it exists no longer; its past lessons stay
 */
public record StudyGroup(
        String schoolId,
        List<String> within,
        String name,
        Kind kind,
        Stage stage,
        int grade,
        List<String> classIds,
        List<String> studentIds,
        List<String> teacherIds,
        boolean closed,
        String savedBy,
        Instant savedAt) {

    /** What a group is for. */
    public enum Kind {
        ELECTIVE,
        EXAMINATION,
        CONTEST,
        PRACTICE
    }

    /** The group as timetables see a class. */
    SchoolClass asClass(String id, long version) {
        return new SchoolClass(
                id,
                version,
                closed,
                schoolId,
                name,
                grade,
                stage,
                within,
                studentIds,
                teacherIds.stream()
                        .map(teacher -> new ClassTeacher(teacher, name))
                        .toList(),
                null,
                null,
                Stream.concat(studentIds.stream(), teacherIds.stream())
                        .distinct()
                        .toList());
    }
}
