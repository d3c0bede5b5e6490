package io.airclass.schedule.group;

import io.airclass.contracts.schedule.StudyGroupChangedV1;
import io.airclass.contracts.schedule.StudyGroupGuest;
import io.airclass.kit.decide.Decision;
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

    /** Whether somebody learns in a group: as a student of its classes, or from another school. */
    static boolean hasStudent(StudyGroup group, Person student) {
        return group.hasGuest(student.id())
                || group.studentIds().contains(student.id())
                        && student.classIds().stream().anyMatch(group.classIds()::contains);
    }

    /** The decision with what others are told of it. */
    static Decision<StudyGroup> telling(String id, Decision<StudyGroup> decision) {
        return decision instanceof Decision.Accepted<StudyGroup>(StudyGroup next, var _)
                ? Decision.accepted(next, told(id, next))
                : decision;
    }

    static StudyGroupChangedV1 told(String id, StudyGroup group) {
        return new StudyGroupChangedV1(
                id,
                group.schoolId(),
                group.within(),
                group.grade(),
                group.classIds(),
                group.studentIds(),
                group.guests().stream()
                        .map(guest -> new StudyGroupGuest(guest.studentId(), guest.classId(), guest.schoolId()))
                        .toList(),
                group.teacherIds(),
                group.closed());
    }

    /** Whether some student is in both. */
    static boolean share(Collection<String> students, Collection<String> others) {
        return students.stream().anyMatch(Set.copyOf(others)::contains);
    }
}
