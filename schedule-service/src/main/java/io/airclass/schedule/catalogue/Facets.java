package io.airclass.schedule.catalogue;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import java.util.Objects;

/**
 * A choice of facets, or all facets of something; null where nothing is chosen.
 *
 * @param unit name of the unit
 */
record Facets(Stage stage, String subject, ResourceType type, String edition, String unit) {
    static final Facets ANY = new Facets(null, null, null, null, null);

    static Facets of(Item item) {
        return new Facets(item.stage(), item.subject(), item.type(), item.edition(), item.unitName());
    }

    /** Whether all that is chosen is so there. */
    boolean matches(Facets there) {
        return isSo(stage, there.stage)
                && isSo(subject, there.subject)
                && isSo(type, there.type)
                && isSo(edition, there.edition)
                && isSo(unit, there.unit);
    }

    private static boolean isSo(Object chosen, Object there) {
        return chosen == null || Objects.equals(chosen, there);
    }
}
