package io.airclass.exam.bank.gift;

import io.airclass.exam.bank.FormattedText;
import io.airclass.exam.bank.TextFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Escapes, formats and white space of GIFT. */
final class GiftText {

    private static final Pattern FORMAT =
            Pattern.compile("^\\s*\\[(html|markdown|plain|moodle)]", Pattern.CASE_INSENSITIVE);

    private GiftText() {}

    /** The place of the first {@code wanted} that is not escaped, or -1. */
    static int find(String text, String wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith(wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    /** The format named at the beginning, if one is. */
    static Optional<TextFormat> formatOf(String raw) {
        var matcher = FORMAT.matcher(raw);
        return matcher.find()
                ? Optional.of(TextFormat.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** The text as it is meant; {@code inherited} is its format if it names none. */
    static FormattedText read(String raw, TextFormat inherited) {
        var format = formatOf(raw);
        var body = format.isPresent() ? FORMAT.matcher(raw).replaceFirst("") : raw;
        var meant = format.orElse(inherited);
        var text = unescape(spaced(body, meant));
        return text.isEmpty() ? FormattedText.NONE : new FormattedText(meant, text);
    }

    /** A text without a format of its own, such as a title. */
    static String plain(String raw) {
        return unescape(spaced(raw, TextFormat.PLAIN));
    }

    /** Where the file's line breaks mean nothing, each becomes one space together with the indentation around it. */
    private static String spaced(String raw, TextFormat format) {
        return switch (format) {
            case MOODLE, PLAIN ->
                raw.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
            case HTML, MARKDOWN -> raw.strip();
        };
    }

    /** {@code \n} is a line break, {@code \\ \~ \= \# \{ \} \:} are themselves; any other backslash stands for itself. */
    private static String unescape(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        var text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            char next = i + 1 < raw.length() ? raw.charAt(i + 1) : ' ';
            if (c == '\\' && "\\~=#{}:n".indexOf(next) >= 0) {
                text.append(next == 'n' ? '\n' : next);
                i++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
