package io.airclass.schedule.replay;

import io.airclass.contracts.MayBeAbsent;

/**
 * What is watched.
 *
 * @param place its name in the file store, or at the provider
 * @param provider absent for a file of ours
 * @param address where a provider shows it; absent for a file of ours
 * @param type media type; by content for a file of ours
 * @param bytes 0 where a provider has it
 * @param sha256 of a file of ours, lower-case hexadecimal
 * @param seconds its length
 */
public record Content(
        String place,
        @MayBeAbsent String provider,
        @MayBeAbsent String address,
        String name,
        String type,
        long bytes,
        @MayBeAbsent String sha256,
        int seconds) {
    boolean isFile() {
        return provider == null;
    }
}
