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
    public TermChangedV1 changed(String id) {
        return new TermChangedV1(id, orgId, name, firstDay, lastDay, schoolYear, false);
    }
}
