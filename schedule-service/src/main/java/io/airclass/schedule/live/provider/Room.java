package io.airclass.schedule.live.provider;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/**
 * Where a lesson takes place.
 *
 * @param provider key of the provider
 * @param id its name at the provider
 * @param number counts the rooms of the lesson, from 1
 * @param address for everybody, where the provider makes none for each person
 * @param code to enter with
 */
public record Room(
        String provider,
        String id,
        int number,
        @MayBeAbsent String address,
        @MayBeAbsent String code,
        Instant openedAt) {
    static final String BETWEEN = "~r";

    /** The lesson that a room's name belongs to; the name itself where it is none of ours. */
    public static String lessonOf(String roomId) {
        int end = roomId.lastIndexOf(BETWEEN);
        return end < 0 ? roomId : roomId.substring(0, end);
    }
}
