package io.airclass.schedule.filing;

import io.airclass.contracts.MayBeAbsent;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * What a bundle and a tally must know of a filing that goes into them.
 *
 * @param kind which record of {@link Filing} it is, as it is stored
 * @param hash absent where nothing is filed
 */
public record FilingBelow(
        @BsonId String id,
        String kind,
        Of place,
        Standing standing,
        @MayBeAbsent String hash,
        @MayBeAbsent Boolean complete,
        @MayBeAbsent Boolean acknowledged,
        @MayBeAbsent Boolean stale) {
    private static final String TAKEN_BACK = "taken-back";

    /** Whose it is. */
    public record Of(String orgId, boolean counted) {}

    boolean isTakenBack() {
        return kind.equals(TAKEN_BACK);
    }

    boolean isComplete() {
        return Boolean.TRUE.equals(complete);
    }

    boolean isAcknowledged() {
        return Boolean.TRUE.equals(acknowledged);
    }

    boolean isStale() {
        return Boolean.TRUE.equals(stale);
    }
}
