package io.airclass.roster.personal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the encryption of single fields. */
@Configuration(proxyBeanMethods = false)
class PersonalConfiguration {

    @Bean
    Sealing sealing(PersonalSettings settings) {
        return Sealing.of(settings.keys());
    }
}
