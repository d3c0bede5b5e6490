package io.airclass.roster.account;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How usernames compare, and how wrong passwords slow an attacker down without locking anybody else out.
 *
 * <p>Failures are counted for an account and a place together: whoever guesses waits longer and longer, up to five minutes, while the owner signs
 * in from elsewhere, and a class behind one address shares it without sharing the waiting, as nothing is counted for an address alone. Guesses
 * from many places are slowed by the account's own count, more gently and only for places where the owner has not signed in before.
 */
public final class AccountRules {
    /** From one place. */
    static final long FREE_FAILURES = 5;

    static final Duration DELAY_MAX = Duration.ofMinutes(5);
    /** From all places together. */
    static final long FREE_FAILURES_EVERYWHERE = 50;

    static final Duration DELAY_EVERYWHERE_MAX = Duration.ofSeconds(30);
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    static final int PLACES_MAX = 16;
    static final int PASSWORD_CHARS_MAX = 128;
    private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1,64}");

    private AccountRules() {}

    public static boolean isUsername(String text) {
        return USERNAME.matcher(normalised(text)).matches();
    }

    /** Full width and half width, capital and small letters are the same name. */
    public static String normalised(String username) {
        return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Until when no password from this place is looked at; empty where one is looked at now. */
    static Optional<Instant> closedUntil(Account account, String place, Instant at) {
        var here = attemptsFrom(account, place, at).map(Attempts::notBefore);
        var everywhere = account.knownPlaces().contains(place)
                ? Optional.<Instant>empty()
                : Optional.ofNullable(account.notBefore());
        return Stream.of(here, everywhere)
                .flatMap(Optional::stream)
                .filter(at::isBefore)
                .max(Instant::compareTo);
    }

    private static Optional<Attempts> attemptsFrom(Account account, String place, Instant at) {
        return account.attempts().stream()
                .filter(attempts -> attempts.place().equals(place))
                .filter(attempts -> at.isBefore(attempts.lastAt().plus(FORGOTTEN_AFTER)))
                .findFirst();
    }

    /**
     * After one more wrong password: from one place the first {@value #FREE_FAILURES} cost nothing, then 1 s, 2 s, 4 s … up to five minutes; from
     * all places together the first {@value #FREE_FAILURES_EVERYWHERE}, then up to thirty seconds.
     */
    static Account failed(Account account, String place, Instant at) {
        long failures = account.failures() + 1;
        long here = attemptsFrom(account, place, at).map(Attempts::failures).orElse(0L) + 1;
        var attempts = new ArrayList<>(othersThan(account, place, at));
        attempts.add(new Attempts(place, here, at, waiting(here - FREE_FAILURES, DELAY_MAX, at)));
        return new Account(
                account.username(),
                account.passwordHash(),
                failures,
                waiting(failures - FREE_FAILURES_EVERYWHERE, DELAY_EVERYWHERE_MAX, at),
                latest(attempts),
                account.knownPlaces(),
                account.oneTime());
    }

    private static List<Attempts> othersThan(Account account, String place, Instant at) {
        return account.attempts().stream()
                .filter(attempts -> !attempts.place().equals(place))
                .filter(attempts -> at.isBefore(attempts.lastAt().plus(FORGOTTEN_AFTER)))
                .toList();
    }

    private static <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(all.size() - PLACES_MAX, 0), all.size());
    }

    private static Instant waiting(long beyondFree, Duration max, Instant at) {
        if (beyondFree <= 0) {
            return null;
        }
        Duration delay = Duration.ofSeconds(1L << Math.min(beyondFree - 1, 20));
        return at.plus(delay.compareTo(max) < 0 ? delay : max);
    }

    /** Whether a right password from this place leaves anything to write down. */
    static boolean isSettled(Account account, String place) {
        return account.failures() == 0
                && account.knownPlaces().contains(place)
                && account.attempts().stream()
                        .noneMatch(attempts -> attempts.place().equals(place));
    }

    /**
     * After a right password: the failures from this place are forgotten, the place is known, and the hash that was compared is replaced by a
     * stronger one. A password that was changed in the meantime stays.
     */
    static Account succeeded(Account account, String place, String comparedHash, String strongerHash, Instant at) {
        var places = new ArrayList<>(account.knownPlaces());
        places.remove(place);
        places.add(place);
        return new Account(
                account.username(),
                comparedHash.equals(account.passwordHash()) ? strongerHash : account.passwordHash(),
                0,
                null,
                othersThan(account, place, at),
                latest(places),
                account.oneTime());
    }
}
