package io.airclass.roster.intake;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of CSV that a spreadsheet may open: every field quoted, and none that it would take for a formula. */
public final class CsvText {
    /** So that Excel reads UTF-8. */
    public static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private CsvText() {}

    /** One line with its end. */
    public static String line(Object... fields) {
        return Arrays.stream(fields).map(CsvText::field).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String field(Object field) {
        if (field instanceof Number number) {
            return number.toString();
        }
        String text = String.valueOf(field);
        // A full-width sign is read as the plain one where the reader normalises.
        boolean formula =
                !text.isEmpty() && (FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 || "＝＋－＠".indexOf(text.charAt(0)) >= 0);
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
