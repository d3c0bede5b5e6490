package io.airclass.schedule.dates;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Has every date of a request read by the same rule, in addresses and in bodies; events and what is stored are read as ever. */
@Configuration(proxyBeanMethods = false)
class DateConfiguration implements WebFluxConfigurer {
    private final JsonMapper json;

    DateConfiguration(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, LocalDate.class, new Days());
        registry.addConverter(String.class, Instant.class, new Instants());
    }

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
        var dates = new SimpleModule("dates of requests")
                .addDeserializer(LocalDate.class, new Within<>(LocalDateDeserializer.INSTANCE, DateRules::isPlausible))
                .addDeserializer(Instant.class, new Within<>(InstantDeserializer.INSTANT, DateRules::isPlausible));
        configurer
                .defaultCodecs()
                .jacksonJsonDecoder(
                        new JacksonJsonDecoder(json.rebuild().addModule(dates).build()));
    }

    private static <T> T within(T found, Predicate<T> plausible) {
        if (found != null && !plausible.test(found)) {
            throw new Refused(Rejection.invalid("date-out-of-range"));
        }
        return found;
    }

    /** A day in an address; nothing where nothing is written. */
    private static final class Days implements Converter<String, LocalDate> {
        @Override
        public LocalDate convert(String text) {
            return text.isBlank() ? null : within(LocalDate.parse(text), DateRules::isPlausible);
        }
    }

    /** An instant in an address; nothing where nothing is written. */
    private static final class Instants implements Converter<String, Instant> {
        @Override
        public Instant convert(String text) {
            return text.isBlank() ? null : within(Instant.parse(text), DateRules::isPlausible);
        }
    }

    /** What is read as ever and then looked at. */
    private static final class Within<T> extends ValueDeserializer<T> {
        private final ValueDeserializer<T> asEver;
        private final Predicate<T> plausible;

        Within(ValueDeserializer<T> asEver, Predicate<T> plausible) {
            this.asEver = asEver;
            this.plausible = plausible;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return within(asEver.deserialize(parser, context), plausible);
        }
    }
}
