package io.airclass.kit.auth;

import io.airclass.contracts.Role;
import java.util.Optional;

/**
 * A role at an organisation; it reaches the organisation and all below it.
 *
 * @param role what the person may be
 * @param org id of the organisation where
 */
public record Grant(Role role, String org) {

    /** Reads {@code ROLE@org}; empty for a role that this version does not know. */
    static Optional<Grant> parse(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at == text.length() - 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Grant(Role.valueOf(text.substring(0, at)), text.substring(at + 1)));
        } catch (IllegalArgumentException unknownRole) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return role + "@" + org;
    }
}
