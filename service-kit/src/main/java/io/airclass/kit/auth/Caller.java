package io.airclass.kit.auth;

import io.airclass.contracts.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Who makes a request, as the verified token says.
 *
 * @param personId id of the person
 * @param sessionId the sign-in that the token came from; empty where another issuer has none
 * @param grants what the person may be, and where
 * @param expiresAt when the token ends
 */
public record Caller(String personId, String sessionId, List<Grant> grants, Instant expiresAt) {
    public Caller {
        grants = List.copyOf(grants);
    }

    public boolean is(String otherPersonId) {
        return personId.equals(otherPersonId);
    }

    /** Whether the caller has this role anywhere. */
    public boolean hasSomewhere(Role role) {
        return grants.stream().anyMatch(g -> g.role() == role);
    }

    /**
     * Whether a grant of this role reaches something.
     *
     * @param within ids of the thing's organisation and all above it
     */
    public boolean has(Role role, Collection<String> within) {
        return grants.stream().anyMatch(g -> g.role() == role && within.contains(g.org()));
    }

    /** Whether a grant of one of these roles reaches something. */
    public boolean reaches(Set<Role> roles, Collection<String> within) {
        return grants.stream().anyMatch(g -> roles.contains(g.role()) && within.contains(g.org()));
    }

    /** The organisations where the caller has one of these roles. */
    public List<String> orgsAs(Set<Role> roles) {
        return grants.stream()
                .filter(g -> roles.contains(g.role()))
                .map(Grant::org)
                .distinct()
                .toList();
    }
}
