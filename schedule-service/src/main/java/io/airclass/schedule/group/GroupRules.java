package io.airclass.schedule.group;

import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a group must be. */
final class GroupRules {
    static final int CLASSES_MAX = 60;
    static final int STUDENTS_MAX = 300;
    static final int TEACHERS_MAX = 20;
    static final int NAME_CHARS_MAX = 40;
    static final String ID_PREFIX = "group-";

    private GroupRules() {}

    static boolean isGroup(String holderId) {
        return holderId.startsWith(ID_PREFIX);
    }

    /**
     * Why a group cannot be so, if it cannot.
     *
     * @param classes that exist, by id
     */
    static Optional<Rejection> refusal(
            String schoolId, List<String> classIds, List<String> studentIds, Map<String, SchoolClass> classes) {
        var foreign = classIds.stream()
                .filter(id ->
                        !classes.containsKey(id) || !classes.get(id).schoolId().equals(schoolId))
                .findFirst();
        if (foreign.isPresent()) {
            return Optional.of(Rejection.ruleBroken("group-class-unknown").with("classId", foreign.get()));
        }
        var known = new HashSet<String>();
        classes.values().forEach(one -> known.addAll(one.studentIds()));
        return studentIds.stream().filter(id -> !known.contains(id)).findFirst().map(id -> Rejection.ruleBroken(
                        "group-student-unknown")
                .with("studentId", id));
    }

    /** A teacher of the group is one of the school. */
    static Optional<Rejection> unknownTeacher(String schoolId, List<String> teacherIds, Map<String, Person> people) {
        return teacherIds.stream()
                .filter(id -> !AccessRules.teachesAt(people.get(id), schoolId))
                .findFirst()
                .map(id -> Rejection.ruleBroken("group-teacher-unknown").with("teacherId", id));
    }

    /** Whether some student is in both. */
    static boolean share(Collection<String> students, Collection<String> others) {
        return students.stream().anyMatch(Set.copyOf(others)::contains);
    }
}
