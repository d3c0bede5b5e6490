package io.airclass.roster.oneroster;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One thing that is wrong, or worth knowing, at a place in a bundle.
 *
 * @param file the entry's name, empty for the zip itself
 * @param line starting with 1, the header's; 0 where the whole file is meant
 * @param column the header's name, empty where the whole row is meant
 * @param code stable; its text is looked up in the language of who reads the report
 * @param facts what the text names; never a password, and of what looks like a mobile, identity or student number nothing
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
    /** What people write between the digits of a number to read it more easily. */
    private static final String GAP = "[\\s\\p{Pd}]{0,3}";
    /** Such numbers come into other columns when a row is shifted. */
    private static final Pattern PARTICULAR = Pattern.compile(
            "(?<![0-9A-Za-z])([GLgl]?[1-9](@[0-9]){16}@[0-9Xx]|((\\+|00)?86@)?1@[3-9](@[0-9]){9})(?![0-9A-Za-z])"
                    .replace("@", GAP));

    public Finding {
        column = shown(column);
        facts = facts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, fact -> shown(fact.getValue())));
    }

    /** Looked at as NFKC has it, in which full-width digits are plain ones; what nothing is taken from is told as it was written. */
    private static String shown(String original) {
        var particular = PARTICULAR.matcher(Normalizer.normalize(original, Normalizer.Form.NFKC));
        String text = particular.find() ? particular.replaceAll("…") : original;
        return text.length() > FACT_CHARS_MAX ? text.substring(0, FACT_CHARS_MAX) + "…" : text;
    }
}
