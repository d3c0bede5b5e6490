package io.airclass.kit.events;

import io.airclass.contracts.EventCatalog;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.store.Await;
import io.cloudevents.CloudEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/**
 * The handlers of one listener, by type of event; types without a handler are passed over. {@link #handle} returns when
 * the handler is done, so that events of one key are handled in order, and throws when it failed, so that the record is
 * tried again.
 */
public final class EventHandlers {
    private final EventJson json;
    private final Map<String, Route<?>> routes = new HashMap<>();

    private record Route<E extends PublishedEvent>(Class<E> type, EventHandler<E> handler) {
        Mono<Void> handle(EventJson json, CloudEvent event) {
            return handler.handle(json.meta(event), json.data(event, type));
        }
    }

    public EventHandlers(EventJson json) {
        this.json = json;
    }

    /** Takes events of this type; a type has one handler. */
    public <E extends PublishedEvent> EventHandlers on(Class<E> type, EventHandler<E> handler) {
        var name = EventCatalog.standard().of(type).name();
        if (routes.putIfAbsent(name, new Route<>(type, handler)) != null) {
            throw new IllegalStateException(name + " has a handler already");
        }
        return this;
    }

    /** Handles one record; call it from a void listener method. */
    public void handle(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        var event = json.read(record);
        var route = routes.get(event.getType());
        if (route != null) {
            Await.of(route.handle(json, event));
        }
    }
}
