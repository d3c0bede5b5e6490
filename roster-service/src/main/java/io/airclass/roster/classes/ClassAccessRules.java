package io.airclass.roster.classes;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who sees what of a class.
 *
 * <table>
 * <caption>Reading a class and its members</caption>
 * <tr><th>Who</th><th>class</th><th>members</th></tr>
 * <tr><td>its teachers and head teacher; principal and administrator of its school</td><td>yes</td><td>all names</td></tr>
 * <tr><td>its students and their guardians</td><td>yes</td><td>teachers, and oneself or one's children</td></tr>
 * <tr><td>other teachers of the school; officers, administrators and researchers above it</td><td>yes</td><td>no (403)</td></tr>
 * <tr><td>everybody else, vendor engineers among them</td><td>no (404)</td><td>no (404)</td></tr>
 * </table>
 */
public final class ClassAccessRules {
    private static final Set<Role> SCHOOL_STAFF = EnumSet.of(Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL);
    private static final Set<Role> WITHOUT_NAMES = EnumSet.of(
            Role.TEACHER,
            Role.HEAD_TEACHER,
            Role.TEACHING_OFFICER,
            Role.TECHNICAL_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER,
            Role.PLATFORM_ADMINISTRATOR);

    private ClassAccessRules() {}

    /** How much is seen; more with each. */
    enum View {
        NOTHING,
        /** The class and its figures. */
        FIGURES,
        /** Besides, the teachers' names and those of one's own. */
        OWN,
        /** All names. */
        ALL
    }

    /** @param childIds the caller's children; empty where the caller is no guardian */
    static View view(Caller caller, SchoolClass schoolClass, Collection<String> childIds) {
        if (schoolClass.isTaughtBy(caller.personId()) || caller.reaches(SCHOOL_STAFF, schoolClass.within())) {
            return View.ALL;
        }
        if (schoolClass.studentIds().contains(caller.personId())
                || childIds.stream().anyMatch(schoolClass.studentIds()::contains)) {
            return View.OWN;
        }
        return caller.reaches(WITHOUT_NAMES, schoolClass.within()) ? View.FIGURES : View.NOTHING;
    }
}
