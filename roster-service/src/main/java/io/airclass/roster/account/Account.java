package io.airclass.roster.account;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/**
 * The account of the person with the same id.
 *
 * @param username normalised
 * @param passwordHash absent where the person has been given no password yet
 * @param failures wrong passwords since the last right one
 * @param notBefore no password is looked at before; absent without failures
 */
public record Account(
        String username,
        @MayBeAbsent String passwordHash,
        long failures,
        @MayBeAbsent Instant notBefore) {
    static Account fresh(String username, String passwordHash) {
        return new Account(username, passwordHash, 0, null);
    }

    Account called(String newUsername) {
        return new Account(newUsername, passwordHash, failures, notBefore);
    }

    @Override
    public String toString() {
        return "Account[failures=" + failures + "]";
    }
}
