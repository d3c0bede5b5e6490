package io.airclass.roster.people;

import io.airclass.contracts.Role;

/** A role at an organisation; it reaches the organisation and all below it. */
public record Grant(Role role, String org) implements Comparable<Grant> {
    /** As the token carries it. */
    public String text() {
        return role + "@" + org;
    }

    @Override
    public int compareTo(Grant other) {
        return text().compareTo(other.text());
    }
}
