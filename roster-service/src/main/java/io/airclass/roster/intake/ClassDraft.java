package io.airclass.roster.intake;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.roster.classes.SchoolClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A class while a bundle of changes is worked in. Not for several threads. */
final class ClassDraft {
    final Set<String> students = new TreeSet<>();
    final List<ClassTeacher> teachers = new ArrayList<>();
    String schoolId;
    String head;
    private final SchoolClass known;
    private String name = "";
    private long grade;
    private Stage stage;
    private List<String> within;

    ClassDraft(SchoolClass stored) {
        known = stored;
        schoolId = stored.schoolId();
        head = stored.headTeacherId();
        name = stored.name();
        grade = stored.grade();
        stage = stored.stage();
        within = stored.within();
        students.addAll(stored.studentIds());
        teachers.addAll(stored.teachers());
    }

    ClassDraft(String schoolId, String name, long grade, Stage stage, List<String> within) {
        known = null;
        describe(schoolId, name, grade, stage, within);
    }

    void describe(String itsSchool, String itsName, long itsGrade, Stage itsStage, List<String> itsLine) {
        schoolId = itsSchool;
        name = itsName;
        grade = itsGrade;
        stage = itsStage;
        within = itsLine;
    }

    boolean isThere() {
        return !name.isEmpty();
    }

    void leave() {
        name = "";
        head = null;
        students.clear();
        teachers.clear();
    }

    Set<String> members() {
        var all = new TreeSet<>(students);
        teachers.forEach(teacher -> all.add(teacher.personId()));
        if (head != null) {
            all.add(head);
        }
        return all;
    }

    /** Without subjects somebody teaches who already does, or teaches something unsaid. */
    void teach(String personId, Collection<String> subjects) {
        if (!subjects.isEmpty()) {
            teachers.removeIf(teacher -> teacher.equals(new ClassTeacher(personId, "")));
            subjects.forEach(subject -> teachers.add(new ClassTeacher(personId, subject)));
        } else if (!isTaughtBy(personId)) {
            teachers.add(new ClassTeacher(personId, ""));
        }
    }

    /** Without subjects all that the person teaches here. */
    void stopTeaching(String personId, Collection<String> subjects) {
        teachers.removeIf(teacher ->
                teacher.personId().equals(personId) && (subjects.isEmpty() || subjects.contains(teacher.subject())));
    }

    boolean isTaughtBy(String personId) {
        return teachers.stream().anyMatch(teacher -> teacher.personId().equals(personId));
    }

    int memberCount() {
        return (int) Stream.concat(students.stream(), teachers.stream().map(ClassTeacher::personId))
                .distinct()
                .count();
    }

    SchoolClass schoolClass() {
        var next = new SchoolClass(
                schoolId, name, grade, stage, within, List.copyOf(students), Words.sorted(teachers), head);
        return known == null ? next : next.keeping(known);
    }
}
