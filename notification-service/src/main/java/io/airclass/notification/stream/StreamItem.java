package io.airclass.notification.stream;

import io.airclass.notification.inbox.Message;

/** What is sent on a stream. */
sealed interface StreamItem {
    /** The stream is open, from this position on. */
    record Opened(StreamPosition position) implements StreamItem {}

    /** A message, and the position after it. */
    record Told(Message message, StreamPosition position) implements StreamItem {}

    /** More was missed than is sent again: the client should read its inbox. */
    record TooMuchMissed() implements StreamItem {}

    /** A sign of life. */
    record Heartbeat() implements StreamItem {}
}
