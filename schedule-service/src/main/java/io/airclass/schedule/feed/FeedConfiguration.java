package io.airclass.schedule.feed;

import io.airclass.kit.auth.PublicPaths;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Calendars ask with the secret in their address, and have no token. */
@Configuration(proxyBeanMethods = false)
class FeedConfiguration {
    @Bean
    PublicPaths calendarAddresses() {
        return new PublicPaths(List.of("/api/feeds/**"));
    }
}
