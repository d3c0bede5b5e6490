package io.airclass.roster.space;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import java.time.Instant;
import java.util.List;

/**
 * Something that an organisation pushes to those below it.
 *
 * @param app the key of the app that it belongs to, whose record says where it may lie
 * @param address where it lies; absent where the app itself is pushed
 * @param stages for whom; empty for all
 * @param grades for whom; empty for all
 * @param subject in the officer's words; absent where it is of none
 * @param from it is seen from then on
 * @param until it is seen before then
 * @param requestHash of the request that pushed it
 * @param withdrawnAt absent while it was not
 */
public record PushedItem(
        String id,
        String title,
        String app,
        @MayBeAbsent String address,
        List<Stage> stages,
        List<Long> grades,
        @MayBeAbsent String subject,
        Instant from,
        Instant until,
        String by,
        Instant at,
        String requestHash,
        @MayBeAbsent Instant withdrawnAt) {
    public PushedItem {
        stages = List.copyOf(stages);
        grades = List.copyOf(grades);
    }

    PushedItem withdrawn(Instant when) {
        return new PushedItem(id, title, app, address, stages, grades, subject, from, until, by, at, requestHash, when);
    }

    /** When it is, or was, over. */
    Instant end() {
        return withdrawnAt != null && withdrawnAt.isBefore(until) ? withdrawnAt : until;
    }

    boolean isSeenAt(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(end());
    }

    boolean isFor(Place place) {
        return place.isWhole() || fits(stages, place.stage()) && fits(grades, place.grade());
    }

    private static <V> boolean fits(List<V> asked, V value) {
        return asked.isEmpty() || value != null && asked.contains(value);
    }
}
