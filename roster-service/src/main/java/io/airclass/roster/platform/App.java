package io.airclass.roster.platform;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.Objects;

/**
 * What an organisation says of a provider.
 *
 * @param key of the provider, for example {@code dingtalk}
 * @param filingNumber as the ministry gives it, for example 教APP备3300001号
 */
public record App(
        String key,
        String name,
        AppKind kind,
        @MayBeAbsent String filingNumber,
        boolean enabled,
        String by,
        Instant at) {

    boolean saysAs(App other) {
        return key.equals(other.key)
                && name.equals(other.name)
                && kind == other.kind
                && Objects.equals(filingNumber, other.filingNumber)
                && enabled == other.enabled;
    }
}
