package io.airclass.notification.inbox;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.Map;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * One message of one inbox, as it is stored.
 *
 * @param id {@code eventId:recipientId}, and {@code :childId} for a guardian: writing it twice is writing it once
 * @param childId for a guardian, whom it is about
 * @param kind names the text
 * @param facts what the text is filled with
 * @param rank the order of an inbox: {@code deliveredAt} in milliseconds, and {@link #UNREAD} on top while it is unread
 * @param readAt absent while it is unread
 */
public record Message(
        @BsonId String id,
        String recipientId,
        @MayBeAbsent String childId,
        String kind,
        String link,
        Map<String, String> facts,
        Instant deliveredAt,
        long rank,
        @MayBeAbsent Instant readAt) {
    /** Above every instant in milliseconds until the year 37,000; one index then sorts, counts and resumes. */
    public static final long UNREAD = 1L << 50;

    /** A message that nobody has read. */
    public static Message unread(
            String id,
            String recipientId,
            String childId,
            String kind,
            String link,
            Map<String, String> facts,
            Instant deliveredAt) {
        long rank = UNREAD + deliveredAt.toEpochMilli();
        return new Message(id, recipientId, childId, kind, link, facts, deliveredAt, rank, null);
    }

    public boolean isRead() {
        return rank < UNREAD;
    }
}
