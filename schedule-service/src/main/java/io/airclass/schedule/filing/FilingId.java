package io.airclass.schedule.filing;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.schedule.dates.DateRules;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Which filing: of a call, by an organisation, for a week or a programme where the call is about such.
 *
 * @param part the Monday of the week, or the number of the programme; absent where there is one only
 */
record FilingId(String callId, String orgId, @MayBeAbsent String part) {
    private static final String BETWEEN = "~";

    static FilingId of(String callId, String orgId, LocalDate week) {
        return new FilingId(callId, orgId, week == null ? null : week.toString());
    }

    /** Empty for what is no such id. */
    static Optional<FilingId> parse(String text) {
        var parts = text.split(BETWEEN, -1);
        return parts.length < 2 || parts.length > 3
                ? Optional.empty()
                : Optional.of(new FilingId(parts[0], parts[1], parts.length == 3 ? parts[2] : null));
    }

    /** The Monday; empty where the part is none. */
    Optional<LocalDate> week() {
        try {
            return Optional.ofNullable(part).map(LocalDate::parse).filter(DateRules::isPlausible);
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return part == null ? callId + BETWEEN + orgId : callId + BETWEEN + orgId + BETWEEN + part;
    }
}
