package io.airclass.roster.intake;

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
        String text = byLanguage
                .getOrDefault(locale.getLanguage(), byLanguage.get("zh"))
                .getString(finding.code());
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(finding.facts().getOrDefault(place.group(1), "")));
    }
}
