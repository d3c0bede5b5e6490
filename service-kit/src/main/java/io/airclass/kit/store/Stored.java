package io.airclass.kit.store;

import java.util.HashMap;
import java.util.Map;

/**
 * An aggregate as it stands in the database.
 *
 * @param id its {@code _id}
 * @param version 1 when it was created, one more with each change
 * @param value its state
 */
public record Stored<T>(String id, long version, T value) {

    /** The states alone, under the same keys. */
    public static <T> Map<String, T> values(Map<String, Stored<T>> found) {
        var values = new HashMap<String, T>();
        found.forEach((key, stored) -> values.put(key, stored.value()));
        return values;
    }
}
