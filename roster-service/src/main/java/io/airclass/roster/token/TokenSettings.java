package io.airclass.roster.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.token.*}: how long tokens and the keys that sign them live.
 *
 * @param accessAge of an access token; nobody can call one back
 * @param refreshAge of a session that is not refreshed
 * @param sessionAge of a session however often it is refreshed
 * @param keyAge how long one key signs before the next one takes over
 * @param keyOverlap how long a key is published before it signs; longer than any cache of the published keys is old (at least ten minutes)
 */
@ConfigurationProperties("airclass.token")
record TokenSettings(
        @DefaultValue("15m") Duration accessAge,
        @DefaultValue("14d") Duration refreshAge,
        @DefaultValue("90d") Duration sessionAge,
        @DefaultValue("30d") Duration keyAge,
        @DefaultValue("1h") Duration keyOverlap) {
    private static final Duration KEY_OVERLAP_MIN = Duration.ofMinutes(10);

    TokenSettings {
        if (keyOverlap.compareTo(KEY_OVERLAP_MIN) < 0) {
            throw new IllegalArgumentException("AIRCLASS_TOKEN_KEY_OVERLAP must be at least 10m: the services and"
                    + " whatever caches the published keys look for new ones every five minutes");
        }
        if (keyAge.compareTo(keyOverlap.plus(accessAge)) <= 0) {
            throw new IllegalArgumentException(
                    "AIRCLASS_TOKEN_KEY_AGE must be longer than the overlap and the age of an access token together");
        }
    }
}
