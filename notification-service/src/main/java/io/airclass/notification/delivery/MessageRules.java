package io.airclass.notification.delivery;

import io.airclass.notification.inbox.Message;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages that a notice becomes. */
final class MessageRules {
    private MessageRules() {}

    /**
     * One message for each recipient, with an id that the next delivery of the same event gives again, or another event of the same bundle.
     *
     * @param className the class as its people call it
     */
    static List<Message> messages(
            String eventId, Notice notice, String className, List<Recipient> recipients, Instant at) {
        Map<String, String> facts = new HashMap<>(notice.facts());
        facts.put("className", className);
        String source = notice.bundle().orElse(eventId);
        return recipients.stream()
                .map(recipient -> switch (recipient) {
                    case Recipient.Self self ->
                        message(source + ":" + self.personId(), self.personId(), null, notice, facts, at);
                    case Recipient.Guardian guardian ->
                        message(
                                source + ":" + guardian.personId() + ":" + guardian.childId(),
                                guardian.personId(),
                                guardian.childId(),
                                notice,
                                facts,
                                at);
                })
                .toList();
    }

    private static Message message(
            String id, String recipientId, String childId, Notice notice, Map<String, String> facts, Instant at) {
        return Message.unread(id, recipientId, childId, notice.kind(), notice.link(), facts, at);
    }
}
