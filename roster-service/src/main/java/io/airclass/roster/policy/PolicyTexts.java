package io.airclass.roster.policy;

import io.airclass.policy.Kind;
import io.airclass.policy.Limit;
import io.airclass.policy.Unit;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/** Kinds and limits in words: Chinese from a file, English from the catalogue itself. */
final class PolicyTexts {
    private static final Properties CHINESE = load();

    private PolicyTexts() {}

    private static Properties load() {
        var words = new Properties();
        try (var in = PolicyTexts.class.getResourceAsStream("/policies/words_zh_CN.properties");
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    /** What is measured. */
    static String name(Kind kind, Locale locale) {
        return isChinese(locale) ? CHINESE.getProperty(kind.key(), kind.key()) : kind.meaning();
    }

    /** What is allowed. */
    static String limit(Kind kind, Limit limit, Locale locale) {
        var unit = unit(kind.unit(), locale);
        boolean chinese = isChinese(locale);
        return switch (limit) {
            case Limit.AtMost(var most) -> (chinese ? "不超过 " : "at most ") + most.toPlainString() + unit;
            case Limit.AtLeast(var least) -> (chinese ? "不少于 " : "at least ") + least.toPlainString() + unit;
            case Limit.NotBefore(var earliest) -> (chinese ? "不早于 " : "not before ") + earliest;
            case Limit.NotAfter(var latest) -> (chinese ? "不晚于 " : "not after ") + latest;
            case Limit.NotBeforeDay(var first) -> (chinese ? "不早于 " : "not before ") + first;
            case Limit.OneOf(var tokens) -> (chinese ? "只可为 " : "one of ") + String.join(chinese ? "、" : ", ", tokens);
            case Limit.Forbidden() -> chinese ? "不得" : "forbidden";
        };
    }

    private static String unit(Unit unit, Locale locale) {
        var word = isChinese(locale)
                ? CHINESE.getProperty("unit." + unit.name(), "")
                : unit.name().toLowerCase(Locale.ROOT);
        return word.isEmpty() ? "" : " " + word;
    }

    private static boolean isChinese(Locale locale) {
        return locale.getLanguage().equals("zh");
    }
}
