package io.airclass.exam.bank;

/**
 * What an importer has to say about a place of its file.
 *
 * @param line counted from 1
 * @param code a stable slug; the texts in both languages stand in the import messages
 * @param excerpt the piece of the file that is meant, shortened
 */
public record Remark(int line, Severity severity, String code, String excerpt) {

    static final int EXCERPT_CHARS_MAX = 80;

    /** Whether the element was refused, or read with something to look at. */
    public enum Severity {
        PROBLEM,
        NOTICE
    }

    public Remark {
        excerpt = shortened(excerpt.strip());
    }

    /** What its text is found by. */
    public String slug() {
        return "import-" + code;
    }

    private static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= EXCERPT_CHARS_MAX) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, EXCERPT_CHARS_MAX - 1)) + "…";
    }
}
