package io.airclass.schedule.catalogue;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;

/**
 * How many resources of exactly these facets an organisation offers. There are as many shelves as the curriculum has places for
 * something, however many resources stand on them.
 *
 * @param count at most {@link ShelfRules#COUNT_MAX}; then there are at least so many
 */
public record Shelf(
        String orgId,
        Stage stage,
        String subject,
        ResourceType type,
        @MayBeAbsent String edition,
        @MayBeAbsent String unit,
        long count) {

    Facets facets() {
        return new Facets(stage, subject, type, edition, unit);
    }
}
