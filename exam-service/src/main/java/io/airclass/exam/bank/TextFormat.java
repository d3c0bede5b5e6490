package io.airclass.exam.bank;

/** How a text is to be shown; {@code MOODLE} is plain text in which line breaks of the file mean nothing. */
public enum TextFormat {
    MOODLE,
    HTML,
    MARKDOWN,
    PLAIN
}
