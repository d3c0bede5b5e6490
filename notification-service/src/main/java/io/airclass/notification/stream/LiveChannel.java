package io.airclass.notification.stream;

import io.airclass.contracts.notification.MessageDeliveredV1;
import java.util.List;
import reactor.core.publisher.Mono;

/** Tells all replicas, this one included, of messages that are in their inboxes. */
@FunctionalInterface
public interface LiveChannel {
    /** Done when all of them are safely on their way. */
    Mono<Void> tell(List<MessageDeliveredV1> delivered);
}
