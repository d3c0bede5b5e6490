package io.airclass.schedule.catalogue;

import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.stream.Stream;

/**
 * A search on its way through the candidates.
 *
 * @param found those that are asked for
 * @param examined how many were looked at
 * @param last the last that was looked at; null at the beginning
 * @param complete whether there are no further candidates
 */
record Walk(List<Stored<Resource>> found, int examined, Stored<Resource> last, boolean complete) {
    static final Walk BEGINNING = new Walk(List.of(), 0, null, false);

    Walk and(List<Stored<Resource>> candidates, List<Stored<Resource>> matching, boolean end) {
        return new Walk(
                Stream.concat(found.stream(), matching.stream()).toList(),
                examined + candidates.size(),
                candidates.isEmpty() ? last : candidates.getLast(),
                end);
    }
}
