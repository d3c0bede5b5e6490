package io.airclass.roster.account;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/** How usernames compare, and how wrong passwords slow an account down without locking its owner out for long. */
public final class AccountRules {
    static final long FREE_FAILURES = 5;
    static final Duration DELAY_MAX = Duration.ofMinutes(5);
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

    /** Whether a password is looked at now. */
    static boolean isOpen(Account account, Instant at) {
        return account.notBefore() == null || !at.isBefore(account.notBefore());
    }

    /** After one more wrong password: the first {@value #FREE_FAILURES} cost nothing, then 1 s, 2 s, 4 s … up to five minutes. */
    static Account failed(Account account, Instant at) {
        long failures = account.failures() + 1;
        Instant notBefore = failures <= FREE_FAILURES ? null : at.plus(delay(failures - FREE_FAILURES));
        return new Account(account.username(), account.passwordHash(), failures, notBefore);
    }

    private static Duration delay(long beyondFree) {
        Duration delay = Duration.ofSeconds(1L << Math.min(beyondFree - 1, 20));
        return delay.compareTo(DELAY_MAX) < 0 ? delay : DELAY_MAX;
    }

    /**
     * After a right password: failures are forgotten, and the hash that was compared is replaced by a stronger one. A password that was
     * changed in the meantime stays.
     */
    static Account succeeded(Account account, String comparedHash, String strongerHash) {
        String hash = comparedHash.equals(account.passwordHash()) ? strongerHash : account.passwordHash();
        return new Account(account.username(), hash, 0, null);
    }
}
