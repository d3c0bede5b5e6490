package io.airclass.roster.account;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a password must be, in one place: {@value #CHARS_MIN} to {@value AccountRules#PASSWORD_CHARS_MAX} characters; none of the most common ones; and when
 * the owner's username and name, years and runs as 1234, abcd, qwer or 8888 are taken out of it, at least {@value #OWN_CHARS_MIN} letters or digits of its own
 * are left. No rule asks for capitals or signs, and none for a change from time to time: they make passwords that are written on the desk.
 */
public final class PasswordRules {
    public static final int CHARS_MIN = 8;
    static final int OWN_CHARS_MIN = 4;
    private static final int RUN_MIN = 3;
    private static final Pattern YEARS = Pattern.compile("(?:19|20)[0-9]{2}");
    private static final Pattern NOT_ITSELF = Pattern.compile("[^\\p{L}\\p{N}]");
    private static final List<String> ROWS = Stream.of(
                    "01234567890",
                    "abcdefghijklmnopqrstuvwxyz",
                    "qwertyuiop",
                    "asdfghjkl",
                    "zxcvbnm",
                    "1qaz2wsx3edc4rfv")
            .flatMap(row -> Stream.of(row, new StringBuilder(row).reverse().toString()))
            .toList();

    private PasswordRules() {}

    /** Why a password will not do. */
    public enum Weakness {
        TOO_SHORT,
        TOO_LONG,
        COMMON,
        /** Hardly anything but the username, the name, years and runs. */
        PREDICTABLE,
        /** The one that is to be changed. */
        UNCHANGED;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param owners the username and the names of whom it is for
     * @param common the most common passwords, normalised
     */
    static List<Weakness> weaknesses(String password, List<String> owners, Set<String> common) {
        var found = new ArrayList<Weakness>();
        long chars = password.codePoints().count();
        if (chars < CHARS_MIN) {
            found.add(Weakness.TOO_SHORT);
        }
        if (chars > AccountRules.PASSWORD_CHARS_MAX) {
            return List.of(Weakness.TOO_LONG);
        }
        String text = AccountRules.normalised(password);
        if (common.contains(text)) {
            found.add(Weakness.COMMON);
        } else if (own(text, owners).codePoints().count() < OWN_CHARS_MIN) {
            found.add(Weakness.PREDICTABLE);
        }
        return found;
    }

    /** What is left when everything is taken out that anybody would guess. */
    private static String own(String password, List<String> owners) {
        String left = lettersAndDigits(password);
        for (String owner : owners.stream()
                .map(AccountRules::normalised)
                .flatMap(name -> Stream.concat(Stream.of(name), Stream.of(NOT_ITSELF.split(name))))
                .map(PasswordRules::lettersAndDigits)
                .filter(PasswordRules::isLongEnough)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            left = left.replace(owner, "");
        }
        return withoutRuns(YEARS.matcher(left).replaceAll(""));
    }

    private static String lettersAndDigits(String text) {
        return NOT_ITSELF.matcher(text).replaceAll("");
    }

    /** One Chinese character is in many words, two are a name; of Latin letters it takes three. */
    private static boolean isLongEnough(String name) {
        return name.length() >= 3 || name.length() == 2 && name.charAt(0) > 0x2e80;
    }

    private static String withoutRuns(String text) {
        var left = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int run = runAt(text, at);
            if (run < RUN_MIN) {
                left.append(text.charAt(at));
                at++;
            } else {
                at += run;
            }
        }
        return left.toString();
    }

    private static int runAt(String text, int from) {
        int same = 1;
        while (from + same < text.length() && text.charAt(from + same) == text.charAt(from)) {
            same++;
        }
        int longest = same;
        for (String row : ROWS) {
            int start = row.indexOf(text.charAt(from));
            int length = 0;
            while (start >= 0
                    && from + length < text.length()
                    && start + length < row.length()
                    && row.charAt(start + length) == text.charAt(from + length)) {
                length++;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }
}
