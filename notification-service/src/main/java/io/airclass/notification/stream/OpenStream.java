package io.airclass.notification.stream;

import io.airclass.notification.inbox.Message;
import java.util.concurrent.ArrayBlockingQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One client's stream at this replica: a bounded queue of messages, and its end. */
final class OpenStream {
    private final Sinks.Many<Message> messages;
    private final Sinks.Empty<Void> end = Sinks.empty();

    OpenStream(int waitingMax) {
        messages = Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(waitingMax));
    }

    /** Puts a message into the queue; a client that has let the queue fill is cut off. */
    synchronized void offer(Message message) {
        if (messages.tryEmitNext(message) == Sinks.EmitResult.FAIL_OVERFLOW) {
            end.tryEmitError(new SlowReader());
        }
    }

    void close() {
        end.tryEmitEmpty();
    }

    Flux<Message> messages() {
        return messages.asFlux();
    }

    /** Completes when the stream shall end, and fails when its client is too slow. */
    Mono<Void> end() {
        return end.asMono();
    }

    /** The client does not read: its connection is broken off, what it missed it gets when it comes back. */
    static final class SlowReader extends RuntimeException {
        private static final long serialVersionUID = 1;

        SlowReader() {
            super("The client of a stream does not read", null, false, false);
        }
    }
}
