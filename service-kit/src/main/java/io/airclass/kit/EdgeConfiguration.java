package io.airclass.kit;

import io.airclass.kit.auth.AuthConfiguration;
import io.airclass.kit.problem.ProblemHandler;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.settings.AirclassSettings;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

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

    @Bean
    ProblemTexts problemTexts() {
        return new ProblemTexts();
    }

    @Bean
    ProblemHandler problemHandler(ProblemTexts texts, JsonMapper json) {
        return new ProblemHandler(texts, json);
    }
}
