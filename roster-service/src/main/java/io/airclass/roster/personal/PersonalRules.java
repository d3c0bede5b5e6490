package io.airclass.roster.personal;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who sees and writes particulars.
 *
 * <table>
 * <caption>Particulars of a person</caption>
 * <tr><th>Who</th><th>sees</th><th>writes</th></tr>
 * <tr><td>the person</td><td>in the clear</td><td>the phone</td></tr>
 * <tr><td>administrator of a school of the person (学籍管理员)</td><td>masked; a field in the clear for a stated reason, audited</td><td>all</td></tr>
 * <tr><td>the person's guardians; head teacher of a class of the person; principal of a school of the person</td><td>masked</td><td>nothing</td></tr>
 * <tr><td>everybody else</td><td>nothing: not found</td><td>nothing</td></tr>
 * </table>
 */
final class PersonalRules {
    private PersonalRules() {}

    enum View {
        NOTHING,
        MASKED,
        REGISTRAR,
        OWNER
    }

    /**
     * @param schoolLines {@code within} of each school of the person
     * @param guardianIds of the person
     * @param headTeacherIds of the classes that the person is a student of
     */
    static View view(
            Caller caller,
            String personId,
            List<List<String>> schoolLines,
            Collection<String> guardianIds,
            Collection<String> headTeacherIds) {
        if (caller.is(personId)) {
            return View.OWNER;
        }
        if (isAtSchool(caller, Role.SCHOOL_ADMINISTRATOR, schoolLines)) {
            return View.REGISTRAR;
        }
        boolean near = guardianIds.contains(caller.personId())
                || headTeacherIds.contains(caller.personId())
                || isAtSchool(caller, Role.PRINCIPAL, schoolLines);
        return near ? View.MASKED : View.NOTHING;
    }

    private static boolean isAtSchool(Caller caller, Role role, List<List<String>> schoolLines) {
        return schoolLines.stream().anyMatch(line -> caller.has(role, line));
    }

    static Set<Particular> writable(View view) {
        return switch (view) {
            case OWNER -> EnumSet.of(Particular.PHONE);
            case REGISTRAR -> EnumSet.allOf(Particular.class);
            case MASKED, NOTHING -> EnumSet.noneOf(Particular.class);
        };
    }
}
