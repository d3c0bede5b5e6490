package io.airclass.exam.marking;

import io.airclass.exam.bank.HalfWidth;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An accepted text. Case, full-width forms and the amount of white space do not matter; {@code *} stands for any text, {@code \*} for itself.
 *
 * @param pieces the texts between the asterisks
 */
record AnswerPattern(List<String> pieces) {

    static AnswerPattern of(String written) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        var stripped = written.strip();
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (c == '\\' && i + 1 < stripped.length() && stripped.charAt(i + 1) == '*') {
                piece.append(stripped.charAt(++i));
            } else if (c == '*') {
                pieces.add(simplified(piece.toString()));
                piece.setLength(0);
            } else {
                piece.append(c);
            }
        }
        pieces.add(simplified(piece.toString()));
        return new AnswerPattern(List.copyOf(pieces));
    }

    boolean matches(String typed) {
        var text = simplified(typed.strip());
        if (pieces.size() == 1) {
            return text.equals(pieces.getFirst());
        }
        var first = pieces.getFirst();
        var last = pieces.getLast();
        int end = text.length() - last.length();
        if (end < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int at = first.length();
        for (var piece : pieces.subList(1, pieces.size() - 1)) {
            int found = text.indexOf(piece, at);
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }

    private static String simplified(String text) {
        return Normalizer.normalize(HalfWidth.of(text), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
    }
}
