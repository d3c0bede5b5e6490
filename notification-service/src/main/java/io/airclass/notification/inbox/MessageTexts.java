package io.airclass.notification.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of all kinds of message in Simplified Chinese and English: {@code <kind>.title}, {@code <kind>.text}, with
 * the message's variant and {@code child} (for a guardian) in between where they apply, filled with the message's facts.
 */
public final class MessageTexts {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final ZoneId zone;
    private final Language chinese = Language.load(
            "zh_CN",
            DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.SIMPLIFIED_CHINESE),
            DateTimeFormatter.ofPattern("M月d日", Locale.SIMPLIFIED_CHINESE));
    private final Language english = Language.load(
            "en",
            DateTimeFormatter.ofPattern("d MMMM HH:mm", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH));

    /** @param zone in which times of day are told */
    public MessageTexts(ZoneId zone) {
        this.zone = zone;
    }

    /** The message in that language; Chinese for any that we do not speak. */
    public MessageView view(Message message, Locale locale) {
        Language language = locale.getLanguage().equals("en") ? english : chinese;
        String variant = message.facts().getOrDefault("variant", "");
        String text =
                message.kind() + (variant.isEmpty() ? "" : "." + variant) + (message.childId() == null ? "" : ".child");
        return new MessageView(
                message.id(),
                message.kind(),
                message.facts().get("about"),
                fill(language, text + ".title", message.facts()),
                fill(language, text + ".text", message.facts()),
                message.childId(),
                message.link(),
                message.deliveredAt(),
                message.isRead());
    }

    private String fill(Language language, String key, Map<String, String> facts) {
        String template = language.texts().getProperty(key, "");
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(told(language, place.group(1), facts)));
    }

    private String told(Language language, String name, Map<String, String> facts) {
        String fact = facts.getOrDefault(name, "");
        if (name.endsWith("At")) {
            return language.moment().format(Instant.parse(fact).atZone(zone));
        }
        if (name.endsWith("On")) {
            return language.day().format(LocalDate.parse(fact));
        }
        return name.equals("subject") ? language.texts().getProperty("subject." + fact, fact) : fact;
    }

    private record Language(Properties texts, DateTimeFormatter moment, DateTimeFormatter day) {
        static Language load(String name, DateTimeFormatter moment, DateTimeFormatter day) {
            Properties texts = new Properties();
            try (InputStream in = MessageTexts.class.getResourceAsStream("/texts/messages_" + name + ".properties")) {
                texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Language(texts, moment, day);
        }
    }
}
