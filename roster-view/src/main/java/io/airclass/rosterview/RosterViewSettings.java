package io.airclass.rosterview;

import com.github.benmanes.caffeine.cache.Ticker;
import io.airclass.kit.store.Held;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the roster is held in memory; {@code airclass.roster-view}.
 *
 * @param heldMax entries of each kind
 * @param heldFor how long an entry is believed; with the time to read one, under the five seconds that the view promises
 */
@ConfigurationProperties("airclass.roster-view")
public record RosterViewSettings(
        @DefaultValue("10000") int heldMax,
        @DefaultValue("3s") Duration heldFor) {

    <V> Held<V> held(Ticker ticker) {
        return new Held<>(heldMax, heldFor, ticker);
    }
}
