package io.airclass.kit;

import io.airclass.kit.auth.AuthConfiguration;
import io.airclass.kit.problem.ProblemHandler;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.settings.AirclassSettings;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Hooks;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** What a process with HTTP but without a database needs: settings, the token check, problems, the clock. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AirclassSettings.class)
@Import(AuthConfiguration.class)
public class EdgeConfiguration {

    /** Milliseconds, as the database keeps them. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /** A number where a text belongs is a mistake of the sender, not a text. */
    @Bean
    JsonMapperBuilderCustomizer onlyTextsAreTexts() {
        return json -> json.withCoercionConfig(
                LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    ProblemTexts problemTexts() {
        return new ProblemTexts();
    }

    @Bean
    ProblemHandler problemHandler(ProblemTexts texts, JsonMapper json) {
        Hooks.onErrorDropped(ProblemHandler::dropped);
        return new ProblemHandler(texts, json);
    }
}
