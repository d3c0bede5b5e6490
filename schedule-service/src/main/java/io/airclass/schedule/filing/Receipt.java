package io.airclass.schedule.filing;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/**
 * What a receiver said of the version that is filed.
 *
 * @param acknowledgedBy absent until somebody there has
 * @param acknowledgedAt absent until somebody there has
 */
public record Receipt(
        Receiver receiver,
        @MayBeAbsent String acknowledgedBy,
        @MayBeAbsent Instant acknowledgedAt) {
    boolean isAcknowledged() {
        return acknowledgedBy != null;
    }
}
