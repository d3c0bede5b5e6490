package io.airclass.contracts.notification;

import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.Map;

/**
 * A message stands in someone's inbox: what a stream sends without reading the inbox again.
 *
 * @param messageId {@code eventId:recipientId}, and {@code :childId} for a guardian
 * @param kind which text is shown, for example {@code assignment-opened}
 * @param deliveredAt when it was put into the inbox; inboxes are ordered by it
 * @param childId for a guardian, the child whom the message is about
 * @param link where the client reads more, a path of the API
 * @param facts what the text is filled with
 */
@EventType(
        value = "io.airclass.notification.message-delivered.v1",
        topic = Topics.NOTIFICATION_LIVE,
        meaning = "A message was put into an inbox; every replica that holds a stream of the recipient sends it there.")
public record MessageDeliveredV1(
        String recipientId,
        String messageId,
        String kind,
        Instant deliveredAt,
        @MayBeAbsent String childId,
        String link,
        Map<String, String> facts)
        implements NotificationEvent {
    public MessageDeliveredV1 {
        required("recipientId", recipientId);
        required("messageId", messageId);
        required("kind", kind);
        required("deliveredAt", deliveredAt);
        required("link", link);
        facts = facts == null ? Map.of() : Map.copyOf(facts);
    }

    @Override
    public String key() {
        return recipientId;
    }

    @Override
    public String aggregateId() {
        return messageId;
    }
}
