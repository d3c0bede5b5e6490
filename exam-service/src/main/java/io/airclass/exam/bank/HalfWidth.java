package io.airclass.exam.bank;

/** Full-width forms (全角) of ASCII, as Chinese keyboards write them, turned into ASCII. */
public final class HalfWidth {

    private static final char IDEOGRAPHIC_SPACE = '\u3000';
    private static final char FIRST = '\uFF01';
    private static final char LAST = '\uFF5E';
    private static final int DISTANCE = FIRST - '!';

    private HalfWidth() {}

    public static String of(String text) {
        var half = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            half.append(of(text.charAt(i)));
        }
        return half.toString();
    }

    private static char of(char c) {
        if (c == IDEOGRAPHIC_SPACE) {
            return ' ';
        }
        return c >= FIRST && c <= LAST ? (char) (c - DISTANCE) : c;
    }
}
