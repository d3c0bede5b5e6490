package io.airclass.roster.space;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that an organisation pushes.
 *
 * @param items those that are over among them, for a day
 */
public record Pushes(List<PushedItem> items) {
    static final Pushes NONE = new Pushes(List.of());

    public Pushes {
        items = List.copyOf(items);
    }

    Optional<PushedItem> item(String id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    Pushes with(PushedItem item) {
        return new Pushes(Stream.concat(items.stream().filter(one -> !one.id().equals(item.id())), Stream.of(item))
                .toList());
    }
}
