package io.airclass.roster.people;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Role;
import io.airclass.contracts.roster.PersonGrant;
import java.time.Instant;

/**
 * A grant that an officer gave (授权), with who answers for it.
 *
 * @param id of the grant, for ever
 * @param until the end that it was given; absent where it has none
 * @param reason in the officer's words
 * @param endedAt when it was taken away before its time; absent where it was not
 */
public record IssuedGrant(
        String id,
        Role role,
        String org,
        Instant from,
        @MayBeAbsent Instant until,
        String issuedBy,
        Instant issuedAt,
        String reason,
        @MayBeAbsent String endedBy,
        @MayBeAbsent Instant endedAt,
        @MayBeAbsent String endReason) {
    Grant grant() {
        return new Grant(role, org);
    }

    /** Whichever end comes first; absent where there is none. */
    public Instant end() {
        if (until == null || endedAt == null) {
            return until == null ? endedAt : until;
        }
        return endedAt.isBefore(until) ? endedAt : until;
    }

    public boolean holdsAt(Instant at) {
        return told().holdsAt(at);
    }

    /** False for one that was taken away before it began. */
    boolean everHolds() {
        return end() == null || from.isBefore(end());
    }

    PersonGrant told() {
        return new PersonGrant(role, org, from, end());
    }

    public IssuedGrant ended(String by, Instant at, String why) {
        return new IssuedGrant(id, role, org, from, until, issuedBy, issuedAt, reason, by, at, why);
    }
}
