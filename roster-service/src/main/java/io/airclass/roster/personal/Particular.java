package io.airclass.roster.personal;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/** One kind of particular: its form, and how it is shown to those who may not know it. */
public enum Particular {
    /** A mobile number of mainland China: eleven digits (手机号). */
    PHONE("phone"),
    /** Resident identity number by GB 11643-1999: 17 digits and a check character (身份证号). */
    IDENTITY_NUMBER("identityNumber"),
    /** National student number (全国学籍号): G and the identity number, or L and a number of the same form that was lent. */
    STUDENT_NUMBER("studentNumber");

    private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");
    private static final Pattern IDENTITY = Pattern.compile("[1-9][0-9]{16}[0-9X]");
    private static final DateTimeFormatter BIRTH =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final LocalDate BORN_FIRST = LocalDate.of(1900, 1, 1);

    private final String field;

    Particular(String field) {
        this.field = field;
    }

    /** Its name in requests, answers and the sealing's context. */
    public String field() {
        return field;
    }

    /** In half-width characters, without the spaces and the country code that people write. */
    public String normalised(String text) {
        String half = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String plain = half.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return this == PHONE && plain.startsWith("+86") ? plain.substring(3) : plain;
    }

    /** Whether a normalised text has the form. */
    public boolean fits(String text) {
        return switch (this) {
            case PHONE -> MOBILE.matcher(text).matches();
            case IDENTITY_NUMBER -> isIdentityNumber(text);
            case STUDENT_NUMBER ->
                text.length() == 19
                        && (text.charAt(0) == 'G' || text.charAt(0) == 'L')
                        && isIdentityNumber(text.substring(1));
        };
    }

    private static boolean isIdentityNumber(String text) {
        if (!IDENTITY.matcher(text).matches()) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (text.charAt(i) - '0') * WEIGHTS[i];
        }
        return text.charAt(17) == CHECKS.charAt(sum % 11) && isBirthday(text.substring(6, 14));
    }

    private static boolean isBirthday(String text) {
        try {
            return !LocalDate.parse(text, BIRTH).isBefore(BORN_FIRST);
        } catch (DateTimeException _) {
            return false;
        }
    }

    /** As {@code 138****5678}: enough for the owner to recognise it. */
    public String masked(String text) {
        int head = this == PHONE ? 3 : this == IDENTITY_NUMBER ? 2 : 3;
        int tail = this == PHONE ? 4 : 2;
        return text.length() <= head + tail
                ? "*".repeat(text.length())
                : text.substring(0, head)
                        + "*".repeat(text.length() - head - tail)
                        + text.substring(text.length() - tail);
    }
}
