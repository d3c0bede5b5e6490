package io.airclass.schedule.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as it is searched: Chinese by two characters each (一元二次 → 一元, 元二, 二次), the rest by words. */
public final class Terms {
    private static final int WORD_CHARS_MAX = 20;
    private static final Pattern RUNS = Pattern.compile("(\\p{IsHan}+)|([\\p{L}\\p{N}&&[^\\p{IsHan}]]+)");

    private Terms() {}

    /** What a text is found by: single characters besides, for who asks for one. */
    public static List<String> indexed(String text) {
        return terms(text, true);
    }

    /** What must be there for a text to be found. */
    public static List<String> asked(String text) {
        return terms(text, false);
    }

    private static List<String> terms(String text, boolean single) {
        var terms = new LinkedHashSet<String>();
        var runs = RUNS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        while (runs.find()) {
            if (runs.group(1) == null) {
                terms.add(word(runs));
            } else {
                pairs(runs.group(1), single, terms);
            }
        }
        return new ArrayList<>(terms);
    }

    private static String word(Matcher runs) {
        var word = runs.group(2);
        return word.codePointCount(0, word.length()) <= WORD_CHARS_MAX
                ? word
                : word.substring(0, word.offsetByCodePoints(0, WORD_CHARS_MAX));
    }

    private static void pairs(String chinese, boolean single, LinkedHashSet<String> terms) {
        var characters = chinese.codePoints().mapToObj(Character::toString).toList();
        if (single || characters.size() == 1) {
            terms.addAll(characters);
        }
        for (int i = 1; i < characters.size(); i++) {
            terms.add(characters.get(i - 1) + characters.get(i));
        }
    }
}
