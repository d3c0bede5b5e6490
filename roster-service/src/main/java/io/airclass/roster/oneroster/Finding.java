package io.airclass.roster.oneroster;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * One thing that is wrong, or worth knowing, at a place in a bundle.
 *
 * @param file the entry's name, empty for the zip itself
 * @param line starting with 1, the header's; 0 where the whole file is meant
 * @param column the header's name, empty where the whole row is meant
 * @param code stable; its text is looked up in the language of who reads the report
 * @param facts what the text names; never a password
 */
public record Finding(Weight weight, String file, long line, String column, String code, Map<String, String> facts) {
    /** How much falls with it. */
    public enum Weight {
        /** Nothing of the bundle is imported: its sender's meaning is not clear. */
        BUNDLE,
        /** The row is left out, and what depends on it. */
        ROW,
        /** Nothing falls. */
        NOTE
    }

    private static final int FACT_CHARS_MAX = 60;

    public Finding {
        column = shortened(column);
        facts = facts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, fact -> shortened(fact.getValue())));
    }

    private static String shortened(String text) {
        return text.length() > FACT_CHARS_MAX ? text.substring(0, FACT_CHARS_MAX) + "…" : text;
    }
}
