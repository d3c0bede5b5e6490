package io.airclass.schedule.catalogue;

import io.airclass.schedule.catalogue.Counts.Value;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Adds shelves up. */
final class ShelfRules {
    /** A shelf with more than that is counted no further. */
    static final int COUNT_MAX = 1_000;

    /** Of one facet; those with the most. */
    static final int VALUES_MAX = 50;

    private static final Comparator<Value> MOST_FIRST =
            Comparator.comparingLong(Value::count).reversed().thenComparing(Value::value);

    private ShelfRules() {}

    /** The counts under a choice of facets: each value with all that is chosen. */
    static Counts counts(Collection<Shelf> shelves, Facets chosen) {
        var found = shelves.stream()
                .filter(shelf -> shelf.count() > 0 && chosen.matches(shelf.facets()))
                .toList();
        return added(found, found.stream().allMatch(shelf -> shelf.count() < COUNT_MAX));
    }

    /** The counts of resources that were looked at one by one. */
    static Counts counts(List<Facets> each, boolean exact) {
        return added(
                each.stream()
                        .map(facets -> new Shelf(
                                "",
                                facets.stage(),
                                facets.subject(),
                                facets.type(),
                                facets.edition(),
                                facets.unit(),
                                1))
                        .toList(),
                exact);
    }

    private static Counts added(List<Shelf> found, boolean exact) {
        return new Counts(
                total(found),
                exact,
                values(found, Shelf::stage),
                values(found, Shelf::subject),
                values(found, Shelf::type),
                values(found, Shelf::edition),
                values(found, Shelf::unit));
    }

    static long total(Collection<Shelf> shelves, Facets chosen) {
        return total(
                shelves.stream().filter(shelf -> chosen.matches(shelf.facets())).toList());
    }

    private static long total(List<Shelf> shelves) {
        return shelves.stream().mapToLong(Shelf::count).sum();
    }

    private static List<Value> values(List<Shelf> shelves, Function<Shelf, Object> facet) {
        Map<String, Long> byValue = new HashMap<>();
        for (var shelf : shelves) {
            var value = facet.apply(shelf);
            if (value != null) {
                byValue.merge(value.toString(), shelf.count(), Long::sum);
            }
        }
        return byValue.entrySet().stream()
                .map(entry -> new Value(entry.getKey(), entry.getValue()))
                .sorted(MOST_FIRST)
                .limit(VALUES_MAX)
                .toList();
    }
}
