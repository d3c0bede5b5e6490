package io.airclass.roster.space;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import java.util.List;

/**
 * Somebody in a class, or in an organisation.
 *
 * @param personId the caller, or a child of the caller's
 * @param role as which the caller has to do with the place
 * @param within of the school or bureau, the root first
 * @param stage of the class; absent outside any
 * @param grade of the class; absent outside any
 */
public record Place(
        String personId,
        Role role,
        List<String> within,
        @MayBeAbsent Stage stage,
        @MayBeAbsent Long grade) {

    /** Whether it is in this school, or this bureau itself. */
    public boolean isAt(String orgId) {
        return within.getLast().equals(orgId);
    }

    /** Whether all of a place is seen and not one stage or grade: by those who work there and teach no class. */
    boolean isWhole() {
        return stage == null && role != Role.STUDENT && role != Role.GUARDIAN;
    }
}
