package io.airclass.roster.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.token.*}: how long tokens live.
 *
 * @param accessAge of an access token; nobody can call one back
 * @param refreshAge of a session that is not refreshed
 * @param sessionAge of a session however often it is refreshed
 */
@ConfigurationProperties("airclass.token")
record TokenSettings(
        @DefaultValue("15m") Duration accessAge,
        @DefaultValue("14d") Duration refreshAge,
        @DefaultValue("90d") Duration sessionAge) {}
