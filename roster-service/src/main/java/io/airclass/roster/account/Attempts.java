package io.airclass.roster.account;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/**
 * Wrong passwords for one account from one place.
 *
 * @param place where they came from, as {@link SignInPlace} writes it
 * @param notBefore no password from there is looked at before; absent while failures are free
 */
public record Attempts(
        String place,
        long failures,
        Instant lastAt,
        @MayBeAbsent Instant notBefore) {}
