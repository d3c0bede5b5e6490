package io.airclass.schedule.replay;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/** A replay of a lesson. */
public sealed interface Replay {
    Shown of();

    Content content();

    /**
     * It can be watched until it expires.
     *
     * @param keptUntil when the policy lets it go
     * @param expiresAt when it is deleted: that, or later where it is pinned
     * @param noticed whether it was told that it will be deleted
     * @param dueAt when that is to be told, or when it is to be deleted
     */
    record Kept(
            Shown of,
            Content content,
            Instant keptUntil,
            Instant expiresAt,
            boolean noticed,
            String addedBy,
            Instant addedAt,
            Instant dueAt)
            implements Replay {
        boolean isOver(Instant at) {
            return !at.isBefore(expiresAt);
        }
    }

    /**
     * It is deleted: the record of what it was, when and by whom.
     *
     * @param deletedBy absent where its time was over
     * @param gone whether its content was seen to be gone
     * @param dueAt when the content is tried again to be removed; absent when it is gone
     */
    record Deleted(
            Shown of,
            Content content,
            Instant deletedAt,
            @MayBeAbsent String deletedBy,
            boolean gone,
            @MayBeAbsent Instant dueAt)
            implements Replay {}
}
