package io.airclass.roster.classes;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import java.util.List;
import java.util.stream.Stream;

/**
 * A class (班级) with its members.
 *
 * @param grade 0 for kindergarten, 1 to 12
 * @param within ids of all ancestors, the root first, then the school, the class itself last
 * @param studentIds sorted
 * @param teachers sorted by person and subject
 * @param informerId the teacher who informs the parents (家长联络人); an import does not tell it
 */
public record SchoolClass(
        String schoolId,
        String name,
        long grade,
        Stage stage,
        List<String> within,
        List<String> studentIds,
        List<ClassTeacher> teachers,
        @MayBeAbsent String headTeacherId,
        @MayBeAbsent String informerId) {
    public SchoolClass {
        within = List.copyOf(within);
        studentIds = List.copyOf(studentIds);
        teachers = List.copyOf(teachers);
    }

    /** With other students, sorted. */
    public SchoolClass students(List<String> others) {
        return new SchoolClass(schoolId, name, grade, stage, within, others, teachers, headTeacherId, informerId);
    }

    /** A class as an import tells it. */
    public SchoolClass(
            String schoolId,
            String name,
            long grade,
            Stage stage,
            List<String> within,
            List<String> studentIds,
            List<ClassTeacher> teachers,
            String headTeacherId) {
        this(schoolId, name, grade, stage, within, studentIds, teachers, headTeacherId, null);
    }

    /** This class with the informer of another state of the same class, unless that person has left it. */
    public SchoolClass keeping(SchoolClass known) {
        return known.informerId != null && isTaughtBy(known.informerId) ? informedBy(known.informerId) : this;
    }

    /** @param personId absent: nobody */
    SchoolClass informedBy(String personId) {
        return new SchoolClass(schoolId, name, grade, stage, within, studentIds, teachers, headTeacherId, personId);
    }

    /** Ids of all ancestors, the school last. */
    public List<String> schoolWithin() {
        return within.subList(0, within.size() - 1);
    }

    public boolean isTaughtBy(String personId) {
        return personId.equals(headTeacherId)
                || teachers.stream().anyMatch(teacher -> teacher.personId().equals(personId));
    }

    /** Everyone who teaches here, the head teacher among them, each once. */
    public Stream<String> teacherIds() {
        return Stream.concat(teachers.stream().map(ClassTeacher::personId), Stream.ofNullable(headTeacherId))
                .distinct();
    }

    List<String> subjectsOf(String personId) {
        return teachers.stream()
                .filter(teacher -> teacher.personId().equals(personId))
                .map(ClassTeacher::subject)
                .filter(subject -> !subject.isEmpty())
                .toList();
    }

    /** A class that is no more keeps its id and its line, and has no name and no members. */
    public boolean isDeleted() {
        return name.isEmpty();
    }

    public ClassChangedV1 changed(String id) {
        return new ClassChangedV1(
                id,
                schoolId,
                name,
                Math.toIntExact(grade),
                stage,
                within,
                studentIds,
                teachers,
                headTeacherId,
                informerId,
                isDeleted());
    }
}
