package io.airclass.kit.events;

import reactor.core.publisher.Mono;

/** Takes one event; it may come again, and after younger ones of other aggregates. */
@FunctionalInterface
public interface EventHandler<E> {
    Mono<Void> handle(EventMeta meta, E event);
}
