package io.airclass.kit.tables;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of CSV that a spreadsheet may open: every field quoted, and none that it would take for a formula. */
public final class CsvText {
    /** So that Excel reads UTF-8. */
    public static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A full-width sign is read as the plain one where the reader normalises. A guarded text is guarded again, so that nothing is lost. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);

    private CsvText() {}

    /** One line with its end. */
    public static String line(Object... fields) {
        return Arrays.stream(fields).map(CsvText::field).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String field(Object field) {
        if (field instanceof Number number) {
            return number.toString();
        }
        return '"' + guarded(String.valueOf(field)).replace("\"", "\"\"") + '"';
    }

    /** The text as it may stand in a cell: with an apostrophe before what a spreadsheet would take for a formula. */
    static String guarded(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The text that was guarded. */
    static String unguarded(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
