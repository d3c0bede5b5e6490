package io.airclass.schedule.feed;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/**
 * A calendar address; one for each owner and subject.
 *
 * @param subjectId of the student, teacher or class; of a room, the school and the name as {@code school~room}
 * @param secretHash SHA-256 of the secret in its address; absent once it is revoked
 */
public record Feed(
        String ownerId,
        Kind kind,
        String subjectId,
        Instant createdAt,
        @MayBeAbsent String secretHash) {
    /** Whose lessons it tells. */
    public enum Kind {
        STUDENT,
        TEACHER,
        CLASS,
        ROOM
    }
}
