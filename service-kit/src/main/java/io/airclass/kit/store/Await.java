package io.airclass.kit.store;

import reactor.core.publisher.Mono;

/**
 * The only place of the suite that waits for a Mono: on threads of our own (start-up, the outbox relay, Kafka
 * listeners), never on an event loop.
 */
public final class Await {
    private Await() {}

    /** Waits for the value; null when there is none. */
    public static <T> T of(Mono<T> mono) {
        return mono.block();
    }
}
