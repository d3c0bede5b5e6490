package io.airclass.roster.term;

import io.airclass.contracts.roster.TermChangedV1;
import java.time.LocalDate;

/**
 * A term (学期).
 *
 * @param lastDay inclusive
 * @param schoolYear as the field writes it, for example {@code 2026-2027}
 */
public record Term(String orgId, String name, LocalDate firstDay, LocalDate lastDay, String schoolYear) {
    /** A term that is no more keeps its id and its days; its name is gone, which says so. */
    public Term deleted() {
        return new Term(orgId, "", firstDay, lastDay, schoolYear);
    }

    public boolean isDeleted() {
        return name.isEmpty();
    }

    public TermChangedV1 changed(String id) {
        return new TermChangedV1(id, orgId, name, firstDay, lastDay, schoolYear, isDeleted());
    }
}
