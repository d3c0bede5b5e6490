package io.airclass.exam.access;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.rosterview.SchoolClass;
import java.util.Collection;
import java.util.Set;

/** What a caller may see and do. Classes and teaching come from the roster, duties of staff from the grants. */
public final class AccessRules {

    /** Who keeps question banks and makes papers of them. */
    public static final Set<Role> KEEPERS =
            Set.of(Role.TEACHER, Role.HEAD_TEACHER, Role.SCHOOL_ADMINISTRATOR, Role.TEACHING_OFFICER, Role.RESEARCHER);

    /** Who may look at questions and papers with their keys, beside those who keep them. */
    private static final Set<Role> INSPECTORS =
            Set.of(Role.PRINCIPAL, Role.SUPERVISION_OFFICER, Role.ORG_ADMINISTRATOR);

    /** Who sees which exams there are, without any student's result. */
    private static final Set<Role> OVERSEERS = Set.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR);

    /** Who sees results beside the teachers of the class: it is their school's duty. */
    private static final Set<Role> RESULT_READERS = Set.of(Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL);

    private static final Set<Role> TEACHERS = Set.of(Role.TEACHER, Role.HEAD_TEACHER);

    private AccessRules() {}

    public static boolean keepsBanks(Caller caller, Collection<String> within) {
        return caller.reaches(KEEPERS, within);
    }

    public static boolean seesKeys(Caller caller, Collection<String> within) {
        return keepsBanks(caller, within) || caller.reaches(INSPECTORS, within);
    }

    /** Whether the caller teaches or heads the class; the grant ends with the employment, the roster with the term. */
    public static boolean teaches(Caller caller, SchoolClass schoolClass) {
        var id = caller.personId();
        return caller.reaches(TEACHERS, schoolClass.within())
                && (schoolClass.isTaughtBy(id) || schoolClass.isHeadedBy(id));
    }

    public static boolean opensExams(Caller caller, SchoolClass schoolClass) {
        return teaches(caller, schoolClass) || caller.has(Role.SCHOOL_ADMINISTRATOR, schoolClass.within());
    }

    /** Whether the caller knows of the class's exams by belonging to it or by duty; guardians are asked for separately. */
    public static boolean seesExams(Caller caller, SchoolClass schoolClass) {
        return schoolClass.hasStudent(caller.personId())
                || teaches(caller, schoolClass)
                || caller.reaches(OVERSEERS, schoolClass.within());
    }

    public static boolean readsResults(Caller caller, SchoolClass schoolClass) {
        return teaches(caller, schoolClass) || caller.reaches(RESULT_READERS, schoolClass.within());
    }
}
