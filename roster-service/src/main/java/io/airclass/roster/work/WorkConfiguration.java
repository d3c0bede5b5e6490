package io.airclass.roster.work;

import io.airclass.kit.settings.AirclassSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the directory of work that is under way. */
@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

    @Bean
    WorkDirectory workDirectory(WorkSettings settings, AirclassSettings airclass) throws IOException {
        return WorkDirectory.in(
                settings.directory().isEmpty()
                        ? airclass.files().directory().resolve("work")
                        : Path.of(settings.directory()));
    }
}
