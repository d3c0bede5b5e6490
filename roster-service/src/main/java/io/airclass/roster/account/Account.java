package io.airclass.roster.account;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.List;

/**
 * The account of the person with the same id.
 *
 * @param username normalised
 * @param passwordHash absent where the person has been given no password yet
 * @param failures wrong passwords since the last right one, from wherever
 * @param notBefore no password from an unknown place is looked at before; absent with few failures
 * @param attempts the places where wrong passwords came from lately, the oldest first, at most {@link AccountRules#PLACES_MAX}
 * @param knownPlaces where the owner signed in lately, the oldest first, at most {@link AccountRules#PLACES_MAX}
 * @param oneTime absent where the owner chose the password
 */
public record Account(
        String username,
        @MayBeAbsent String passwordHash,
        long failures,
        @MayBeAbsent Instant notBefore,
        @MayBeAbsent List<Attempts> attempts,
        @MayBeAbsent List<String> knownPlaces,
        @MayBeAbsent OneTime oneTime) {
    public Account {
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
        knownPlaces = knownPlaces == null ? List.of() : List.copyOf(knownPlaces);
    }

    static Account fresh(String username, String passwordHash) {
        return new Account(username, passwordHash, 0, null, List.of(), List.of(), null);
    }

    Account called(String newUsername) {
        return new Account(newUsername, passwordHash, failures, notBefore, attempts, knownPlaces, oneTime);
    }

    /** A new password, with which all failures are forgotten. */
    Account withPassword(String hash, OneTime newOneTime) {
        return new Account(username, hash, 0, null, List.of(), knownPlaces, newOneTime);
    }

    @Override
    public String toString() {
        return "Account[failures=" + failures + "]";
    }
}
