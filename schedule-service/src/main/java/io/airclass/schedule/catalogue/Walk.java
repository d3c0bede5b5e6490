package io.airclass.schedule.catalogue;

import io.airclass.kit.store.Stored;
import java.util.List;
import java.util.stream.Stream;

/**
 * A search on its way through the candidates; it holds what the page shows, and of the others what is counted.
 *
 * @param found the first of those that are asked for, one more than the page shows where there are so many
 * @param facets of all that are asked for
 * @param examined how many were looked at
 * @param last the last that was looked at; null at the beginning
 * @param complete whether there are no further candidates
 */
record Walk(List<Stored<Resource>> found, List<Facets> facets, int examined, Stored<Resource> last, boolean complete) {
    static final Walk BEGINNING = new Walk(List.of(), List.of(), 0, null, false);

    Walk and(List<Stored<Resource>> candidates, List<Stored<Resource>> matching, int limit, boolean end) {
        return new Walk(
                Stream.concat(found.stream(), matching.stream())
                        .limit(limit + 1L)
                        .toList(),
                Stream.concat(
                                facets.stream(),
                                matching.stream()
                                        .map(each -> Facets.of(each.value().item())))
                        .toList(),
                examined + candidates.size(),
                candidates.isEmpty() ? last : candidates.getLast(),
                end);
    }
}
