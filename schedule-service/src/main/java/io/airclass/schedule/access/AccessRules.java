package io.airclass.schedule.access;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.SchoolClass;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What a person may do with a class's timetable; decided anew for each request, from the roster and the token. */
public final class AccessRules {
    /** Whose duty covers the lessons of every class below their organisation. */
    private static final Set<Role> OVERSEERS = Set.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER);

    private static final Set<Role> CHANGERS = Set.of(Role.SCHOOL_ADMINISTRATOR, Role.TEACHING_OFFICER);
    /** Who answers for what a class is taught. */
    private static final Set<Role> REVIEWERS =
            Set.of(Role.PRINCIPAL, Role.SCHOOL_ADMINISTRATOR, Role.TEACHING_OFFICER, Role.ORG_ADMINISTRATOR);
    /** Who may say that something cannot wait. */
    private static final Set<Role> HURRYING = Set.of(Role.PRINCIPAL, Role.TEACHING_OFFICER, Role.ORG_ADMINISTRATOR);

    private static final Set<Role> TEACHING = Set.of(Role.TEACHER, Role.HEAD_TEACHER);

    private AccessRules() {}

    /** @param person null for somebody who is not known, and teaches nowhere */
    public static boolean teachesAt(Person person, String schoolId) {
        return person != null
                && person.schoolIds().contains(schoolId)
                && person.roles().stream().anyMatch(TEACHING::contains);
    }

    /** The school's administrator and principal, the head teacher (班主任), and the teaching-guarantee group (教育教学保障组) of a bureau above it. */
    public static boolean mayChange(Caller caller, SchoolClass schoolClass) {
        return caller.reaches(CHANGERS, schoolClass.within())
                || caller.has(Role.PRINCIPAL, schoolClass.within())
                || schoolClass.isHeadedBy(caller.personId());
    }

    /** Whether somebody reviews the timetables of a class before they are published; nobody their own. */
    public static boolean mayReview(Caller caller, SchoolClass schoolClass) {
        return caller.reaches(REVIEWERS, schoolClass.within());
    }

    /** Whether somebody may publish in less time than the rules ask, with a reason. */
    public static boolean mayHurry(Caller caller, List<String> within) {
        return caller.reaches(HURRYING, within);
    }

    /** Those who change timetables there, and whose duty is to look; a teacher of the school besides. */
    public static boolean mayReadSchool(Caller caller, List<String> within) {
        return caller.reaches(OVERSEERS, within)
                || caller.has(Role.TEACHER, within)
                || caller.has(Role.HEAD_TEACHER, within);
    }

    /** Whose duty is to look at all that is there; {@code within} are the ids of a place and all above it. */
    public static boolean oversees(Caller caller, List<String> within) {
        return caller.reaches(OVERSEERS, within);
    }

    /** All timetables of a school at once: whose duty is to look. */
    public static boolean mayReadAllTimetables(Caller caller, List<String> within) {
        return oversees(caller, within);
    }

    /** All timetables of a school at once: who may change each of them. */
    public static boolean mayChangeAllTimetables(Caller caller, List<String> within) {
        return mayChangeSchool(caller, within) || caller.has(Role.PRINCIPAL, within);
    }

    /** What holds for a whole school: bells, groups. */
    public static boolean mayChangeSchool(Caller caller, List<String> within) {
        return caller.reaches(CHANGERS, within);
    }

    /** Drafts too: those who may change it, who teach the class, and whose duty is to look. */
    public static boolean mayReadTimetable(Caller caller, SchoolClass schoolClass) {
        return mayChange(caller, schoolClass)
                || schoolClass.isTaughtBy(caller.personId())
                || caller.reaches(OVERSEERS, schoolClass.within());
    }

    /**
     * The published lessons: students and their guardians besides.
     *
     * @param children of the caller
     */
    public static boolean mayReadLessons(Caller caller, SchoolClass schoolClass, Collection<Person> children) {
        return mayReadTimetable(caller, schoolClass)
                || schoolClass.hasStudent(caller.personId())
                || children.stream().anyMatch(child -> schoolClass.hasStudent(child.id()));
    }
}
