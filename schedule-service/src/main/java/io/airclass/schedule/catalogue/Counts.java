package io.airclass.schedule.catalogue;

import java.util.List;

/**
 * How many resources there are, and how many of each value of a facet; the most first.
 *
 * @param exact false where there are at least so many
 */
record Counts(
        long total,
        boolean exact,
        List<Value> stages,
        List<Value> subjects,
        List<Value> types,
        List<Value> editions,
        List<Value> units) {

    record Value(String value, long count) {}
}
