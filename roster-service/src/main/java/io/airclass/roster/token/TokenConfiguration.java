package io.airclass.roster.token;

import io.airclass.kit.auth.DutyPaths;
import io.airclass.kit.auth.PublicPaths;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of the issuer is open to everybody. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    PublicPaths issuerPaths() {
        return new PublicPaths(List.of("/api/auth/token", "/.well-known/**"));
    }

    /** What somebody may do who has something to complete first. */
    @Bean
    DutyPaths dutyPaths() {
        return DutyPaths.standard();
    }
}
