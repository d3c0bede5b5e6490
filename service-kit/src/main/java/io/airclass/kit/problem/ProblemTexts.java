package io.airclass.kit.problem;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The texts of all problems in the languages we speak, read once from {@code problems/*_<language>.properties} of every
 * module: {@code slug=detail with {fact}} and {@code slug.title=…}; where a refusal has a fact called {@code kind}, {@code slug.kind}
 * may tell it better. Simplified Chinese unless the caller prefers English.
 */
public final class ProblemTexts {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Properties> byLanguage = new HashMap<>();

    public ProblemTexts() {
        byLanguage.put("zh", load("classpath*:problems/*_zh_CN.properties"));
        byLanguage.put("en", load("classpath*:problems/*_en.properties"));
    }

    private static Properties load(String pattern) {
        var texts = new Properties();
        try {
            for (var resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** The language to answer in, by the value of the caller's Accept-Language header (may be null or nonsense). */
    public static Locale choose(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.SIMPLIFIED_CHINESE;
        }
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException notARange) {
            return Locale.SIMPLIFIED_CHINESE;
        }
        for (var range : ranges) {
            if (range.getRange().startsWith("zh")) {
                return Locale.SIMPLIFIED_CHINESE;
            }
            if (range.getRange().startsWith("en")) {
                return Locale.ENGLISH;
            }
        }
        return Locale.SIMPLIFIED_CHINESE;
    }

    public String title(Rejection rejection, Locale locale) {
        return texts(locale).getProperty(rejection.slug() + ".title", rejection.slug());
    }

    public String detail(Rejection rejection, Locale locale) {
        var general = texts(locale).getProperty(rejection.slug(), title(rejection, locale));
        var text = rejection.facts().get("kind") instanceof String kind
                ? texts(locale).getProperty(rejection.slug() + "." + kind, general)
                : general;
        return PLACE.matcher(text).replaceAll(match -> {
            var fact = rejection.facts().get(match.group(1));
            return Matcher.quoteReplacement(fact == null ? "" : fact.toString());
        });
    }

    /** Slugs that lack a detail or a title in one of the languages; empty when all is well. */
    public Set<String> missing(Set<String> slugs) {
        var missing = new TreeSet<String>();
        byLanguage.forEach((language, texts) -> slugs.forEach(slug -> {
            if (!texts.containsKey(slug) || !texts.containsKey(slug + ".title")) {
                missing.add(slug + " (" + language + ")");
            }
        }));
        return missing;
    }

    private Properties texts(Locale locale) {
        return byLanguage.getOrDefault(locale.getLanguage(), byLanguage.get("zh"));
    }
}
