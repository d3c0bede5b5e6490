package io.airclass.roster.intake;

import io.airclass.kit.tables.CsvText;
import io.airclass.roster.oneroster.Finding;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What is wrong with a row and what to do, in the reader's language: {@code findings/texts_<language>.properties}. */
@Component
class FindingTexts {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private final Map<String, ResourceBundle> byLanguage =
            Map.of("zh", load(Locale.SIMPLIFIED_CHINESE), "en", load(Locale.ENGLISH));

    private static ResourceBundle load(Locale locale) {
        return ResourceBundle.getBundle(
                "findings.texts",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String message(Finding finding, Locale locale) {
        return PLACE.matcher(text(finding.code(), locale))
                .replaceAll(place -> Matcher.quoteReplacement(finding.facts().getOrDefault(place.group(1), "")));
    }

    /** The first line of a report as CSV. */
    String headings(Locale locale) {
        return CsvText.line((Object[]) text("report-headings", locale).split(","));
    }

    String weight(Finding.Weight weight, Locale locale) {
        return switch (weight) {
            case BUNDLE -> text("weight-bundle", locale);
            case ROW -> text("weight-row", locale);
            case NOTE -> text("weight-note", locale);
        };
    }

    private String text(String key, Locale locale) {
        return byLanguage
                .getOrDefault(locale.getLanguage(), byLanguage.get("zh"))
                .getString(key);
    }
}
