package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.LocalDate;

/**
 * The whole state of a term (学期) after a change.
 *
 * @param orgId for whom the term holds: the organisation and all below it that have none of their own
 * @param lastDay the last day of the term, inclusive
 * @param schoolYear as the field writes it, for example {@code 2026-2027}
 */
@EventType(
        value = "io.airclass.roster.term-changed.v1",
        topic = Topics.ROSTER_TERMS,
        meaning = "A term was made, moved or withdrawn; the event carries its whole state.")
public record TermChangedV1(
        String termId,
        String orgId,
        String name,
        LocalDate firstDay,
        LocalDate lastDay,
        String schoolYear,
        boolean deleted)
        implements RosterEvent {
    public TermChangedV1 {
        required("termId", termId);
        required("orgId", orgId);
        required("name", name);
        required("firstDay", firstDay);
        required("lastDay", lastDay);
        required("schoolYear", schoolYear);
    }

    @Override
    public String key() {
        return termId;
    }

    @Override
    public String aggregateId() {
        return termId;
    }
}
