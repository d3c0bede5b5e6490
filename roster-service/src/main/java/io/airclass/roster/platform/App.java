package io.airclass.roster.platform;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What an organisation says of a provider.
 *
 * @param key of the provider, for example {@code dingtalk}
 * @param filingNumber as the ministry gives it, for example 教APP备3300001号
 * @param launchUri where somebody is sent who opens it; absent where it is not opened from here
 * @param hosts where it, and what it offers, may lie: people are sent nowhere else in its name
 */
public record App(
        String key,
        String name,
        AppKind kind,
        @MayBeAbsent String filingNumber,
        boolean enabled,
        @MayBeAbsent String launchUri,
        List<String> hosts,
        String by,
        Instant at) {
    public App {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }

    /** Whether people may be sent there in its name. */
    public boolean isAt(String address) {
        return AddressRules.host(address).filter(hosts::contains).isPresent();
    }

    boolean saysAs(App other) {
        return key.equals(other.key)
                && name.equals(other.name)
                && kind == other.kind
                && Objects.equals(filingNumber, other.filingNumber)
                && enabled == other.enabled
                && Objects.equals(launchUri, other.launchUri)
                && hosts.equals(other.hosts);
    }
}
