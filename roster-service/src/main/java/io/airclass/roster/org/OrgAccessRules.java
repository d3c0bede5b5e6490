package io.airclass.roster.org;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Who may see organisations: the line above one's own and what lies below it; lists only for those with a duty there. */
final class OrgAccessRules {
    /** May list what lies below an organisation that their grant reaches. */
    private static final Set<Role> LISTING = EnumSet.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.TECHNICAL_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER,
            Role.PLATFORM_ADMINISTRATOR);

    private OrgAccessRules() {}

    /**
     * @param within of the organisation that is asked for
     * @param own {@code within} of each organisation where the caller has a grant
     */
    static boolean maySee(Caller caller, String orgId, List<String> within, Collection<List<String>> own) {
        return caller.reaches(EnumSet.allOf(Role.class), within) || own.stream().anyMatch(line -> line.contains(orgId));
    }

    static boolean mayList(Caller caller, List<String> within) {
        return caller.reaches(LISTING, within);
    }
}
