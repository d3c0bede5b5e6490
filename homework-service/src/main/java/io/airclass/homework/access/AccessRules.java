package io.airclass.homework.access;

import static io.airclass.contracts.Role.GUARDIAN;
import static io.airclass.contracts.Role.HEAD_TEACHER;
import static io.airclass.contracts.Role.ORG_ADMINISTRATOR;
import static io.airclass.contracts.Role.PRINCIPAL;
import static io.airclass.contracts.Role.RESEARCHER;
import static io.airclass.contracts.Role.SCHOOL_ADMINISTRATOR;
import static io.airclass.contracts.Role.STUDENT;
import static io.airclass.contracts.Role.SUPERVISION_OFFICER;
import static io.airclass.contracts.Role.TEACHER;
import static io.airclass.contracts.Role.TEACHING_OFFICER;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.SchoolClass;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what a caller is to a class. */
final class AccessRules {
    private static final Set<Role> TEACHERS = Set.of(TEACHER, HEAD_TEACHER);
    private static final Set<Role> OVERSEERS = Set.of(
            SCHOOL_ADMINISTRATOR, PRINCIPAL, TEACHING_OFFICER, SUPERVISION_OFFICER, ORG_ADMINISTRATOR, RESEARCHER);

    private static final Set<Role> LEADERS = Set.of(SCHOOL_ADMINISTRATOR, PRINCIPAL);

    private AccessRules() {}

    /** Whether the person belongs to the school, or to an office above. */
    static boolean belongs(Caller caller, Collection<String> within) {
        return caller.grants().stream().anyMatch(grant -> within.contains(grant.org()));
    }

    /** Whether the person answers for what holds for all of a school. */
    static boolean leads(Caller caller, Collection<String> within) {
        return caller.reaches(LEADERS, within);
    }

    /** @param children the caller's children, of any class */
    static Standing standing(Caller caller, SchoolClass schoolClass, Collection<Person> children) {
        var within = schoolClass.within();
        var me = caller.personId();
        return new Standing(
                schoolClass,
                caller.reaches(TEACHERS, within) && (schoolClass.isTaughtBy(me) || schoolClass.isHeadedBy(me)),
                caller.has(STUDENT, within) && schoolClass.hasStudent(me),
                oversees(caller, within),
                caller.has(GUARDIAN, within)
                        ? children.stream()
                                .map(Person::id)
                                .filter(schoolClass::hasStudent)
                                .collect(Collectors.toSet())
                        : Set.of());
    }

    static boolean oversees(Caller caller, Collection<String> within) {
        return caller.reaches(OVERSEERS, within);
    }

    static boolean teachesWithin(Caller caller, Collection<String> within) {
        return caller.reaches(TEACHERS, within);
    }

    static boolean teachesSomewhere(Caller caller) {
        return TEACHERS.stream().anyMatch(caller::hasSomewhere);
    }
}
