package io.airclass.exam.bank.gift;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a block as it is written, and where it begins there.
 *
 * @param at offset in the block's text
 */
record Span(int at, String raw) {

    /** From the place on, counted in this span. */
    Span from(int start) {
        return new Span(at + start, raw.substring(start));
    }

    Span upTo(int end) {
        return new Span(at, raw.substring(0, end));
    }

    boolean isBlank() {
        return raw.isBlank();
    }

    /** Where its first visible character stands in the block. */
    int visibleAt() {
        return isBlank() ? at : at + raw.length() - raw.stripLeading().length();
    }

    /** The pieces that begin with one of the markers, each with its marker; what stands before the first marker comes first, if anything does. */
    List<Marked> split(String markers) {
        var parts = new ArrayList<Marked>();
        int start = 0;
        char marker = ' ';
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\') {
                i++;
            } else if (markers.indexOf(c) >= 0) {
                add(parts, marker, start, i);
                marker = c;
                start = i + 1;
            }
        }
        add(parts, marker, start, raw.length());
        return parts;
    }

    private void add(List<Marked> parts, char marker, int start, int end) {
        var span = upTo(end).from(start);
        if (marker != ' ' || !span.isBlank()) {
            parts.add(new Marked(marker, span));
        }
    }

    /** A piece and the character it began with, a space if it began with none. */
    record Marked(char marker, Span span) {}
}
