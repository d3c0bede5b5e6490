package io.airclass.schedule.live.provider;

import io.airclass.contracts.MayBeAbsent;

/**
 * One of a lesson's providers.
 *
 * @param provider its key
 * @param address of the room, where people make it themselves (钉钉, 腾讯会议)
 * @param code to enter that room
 */
public record ProviderChoice(
        String provider,
        @MayBeAbsent String address,
        @MayBeAbsent String code) {

    /** A provider that makes the room itself. */
    public static ProviderChoice of(String provider) {
        return new ProviderChoice(provider, null, null);
    }
}
