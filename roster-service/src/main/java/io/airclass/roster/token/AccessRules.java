package io.airclass.roster.token;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Who may give somebody a new password and end their sessions: only those who could be given nothing by it that they do not reach already. */
public final class AccessRules {
    /** May administer the accounts of whoever their grant reaches. */
    public static final Set<Role> ADMINISTERING =
            EnumSet.of(Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL, Role.ORG_ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR);

    private AccessRules() {}

    /**
     * Where somebody stands.
     *
     * @param lines {@code within} of each organisation where the person has a grant or belongs to
     * @param onlyStudent whether the person is a student and nothing else
     * @param headTeacherIds of the person's classes
     */
    public record Target(List<List<String>> lines, boolean onlyStudent, List<String> headTeacherIds) {}

    /** Accepted with the line to audit under, refused as not found where the caller has nothing to do with the person. */
    static Decision<List<String>> administer(Caller caller, Target target) {
        boolean all = !target.lines().isEmpty()
                && target.lines().stream().allMatch(line -> caller.reaches(ADMINISTERING, line));
        boolean headTeacher = target.onlyStudent() && target.headTeacherIds().contains(caller.personId());
        if (all || headTeacher) {
            return Decision.accepted(target.lines().getFirst());
        }
        return target.lines().stream().anyMatch(line -> caller.reaches(EnumSet.allOf(Role.class), line))
                ? Decision.rejected(Rejection.forbidden("account-beyond-reach"))
                : Decision.rejected(Rejection.notFound("not-found"));
    }
}
