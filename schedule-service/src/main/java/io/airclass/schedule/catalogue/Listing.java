package io.airclass.schedule.catalogue;

import java.util.List;

/**
 * How an offered resource is found.
 *
 * @param orgId whose resource it is
 * @param shelf the one counter that it counts in
 * @param keys one for every combination of its facets
 * @param terms of its title and description
 */
public record Listing(String orgId, String shelf, List<String> keys, List<String> terms) {
    public Listing {
        keys = List.copyOf(keys);
        terms = List.copyOf(terms);
    }
}
