package io.airclass.kit.store;

import io.airclass.contracts.PublishedEvent;
import java.util.List;

/**
 * One aggregate of a bulk write.
 *
 * @param version the version it must still have; 0 where it is to be made
 * @param next its state afterwards
 * @param events what the world is told, in the same write
 */
public record Change<T>(String id, long version, T next, List<PublishedEvent> events) {
    public Change {
        events = List.copyOf(events);
    }
}
