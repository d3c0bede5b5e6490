package io.airclass.exam.bank;

/** A text with its format; an absent text is {@link #NONE}. */
public record FormattedText(TextFormat format, String text) {

    public static final FormattedText NONE = new FormattedText(TextFormat.MOODLE, "");

    public static FormattedText moodle(String text) {
        return new FormattedText(TextFormat.MOODLE, text);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }
}
