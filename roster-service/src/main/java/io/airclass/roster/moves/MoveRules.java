package io.airclass.roster.moves;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.moves.Move.Asked;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who may move a student where, and what each of the documents concerned becomes. Carrying out twice changes nothing more. */
final class MoveRules {
    static final int DAYS_AHEAD_MAX = 200;
    static final int STUDENTS_MAX = 500;
    static final Duration LEASE = Duration.ofSeconds(30);
    static final long ATTEMPTS_MAX = 20;

    private static final Set<Role> MOVING =
            EnumSet.of(Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL, Role.ORG_ADMINISTRATOR);

    private MoveRules() {}

    static boolean mayMove(Caller caller, SchoolClass schoolClass) {
        return caller.reaches(MOVING, schoolClass.within());
    }

    /** What is wrong with a move that is asked for on this day, if anything. */
    static Optional<Rejection> refusal(Asked asked, Person student, LocalDate today) {
        if (asked.fromClassId().equals(asked.toClassId())) {
            return Optional.of(Rejection.ruleBroken("move-to-same-class"));
        }
        if (!student.classIds().contains(asked.fromClassId())) {
            return Optional.of(Rejection.ruleBroken("student-not-in-class").with("class", asked.fromClassId()));
        }
        if (asked.onDay().isBefore(today) || asked.onDay().isAfter(today.plusDays(DAYS_AHEAD_MAX))) {
            return Optional.of(Rejection.ruleBroken("move-day-unfit").with("daysMax", DAYS_AHEAD_MAX));
        }
        return Optional.empty();
    }

    static Decision<SchoolClass> joined(SchoolClass schoolClass, String classId, String studentId) {
        if (schoolClass.studentIds().contains(studentId)) {
            return Decision.unchanged(schoolClass);
        }
        if (schoolClass.studentIds().size() >= STUDENTS_MAX) {
            return Decision.rejected(Rejection.ruleBroken("class-full").with("max", STUDENTS_MAX));
        }
        var students = new TreeSet<>(schoolClass.studentIds());
        students.add(studentId);
        SchoolClass next = schoolClass.students(List.copyOf(students));
        return Decision.accepted(next, next.changed(classId));
    }

    static Decision<SchoolClass> left(SchoolClass schoolClass, String classId, String studentId) {
        if (!schoolClass.studentIds().contains(studentId)) {
            return Decision.unchanged(schoolClass);
        }
        SchoolClass next = schoolClass.students(schoolClass.studentIds().stream()
                .filter(id -> !id.equals(studentId))
                .toList());
        return Decision.accepted(next, next.changed(classId));
    }

    /**
     * The student in the new class.
     *
     * @param fromSchoolId null where the old class is gone
     * @param keepsOldSchool whether another class of the student is at the old school
     */
    static Person moved(
            Person student, Asked asked, String fromSchoolId, String toSchoolId, boolean keepsOldSchool, Instant at) {
        var classes = new TreeSet<>(student.classIds());
        classes.remove(asked.fromClassId());
        classes.add(asked.toClassId());
        var gone = fromSchoolId == null || keepsOldSchool || fromSchoolId.equals(toSchoolId)
                ? Set.<String>of()
                : Set.of(fromSchoolId);
        Person next = student.withClasses(List.copyOf(classes), at);
        return atSchools(next, Role.STUDENT, Set.of(toSchoolId), gone);
    }

    /** A guardian at the schools of all their children, and at none that no child is at any more. */
    static Person followed(Person guardian, Collection<String> childrensSchools) {
        var gone = new TreeSet<String>();
        guardian.grants().stream()
                .filter(grant -> grant.role() == Role.GUARDIAN)
                .map(Grant::org)
                .filter(org -> !childrensSchools.contains(org))
                .forEach(gone::add);
        return atSchools(guardian, Role.GUARDIAN, childrensSchools, gone);
    }

    /** With the role at some schools and without it at others; a school where no grant is left is the person's no more. */
    private static Person atSchools(Person person, Role role, Collection<String> come, Collection<String> gone) {
        var grants = new ArrayList<>(person.grants());
        gone.forEach(school -> grants.remove(new Grant(role, school)));
        come.stream()
                .map(school -> new Grant(role, school))
                .filter(grant -> !grants.contains(grant))
                .forEach(grants::add);
        grants.sort(null);
        var schools = new TreeSet<>(person.schoolIds());
        schools.addAll(come);
        gone.stream()
                .filter(school -> grants.stream().noneMatch(grant -> grant.org().equals(school)))
                .forEach(schools::remove);
        return person.granted(List.copyOf(grants), List.copyOf(schools));
    }
}
