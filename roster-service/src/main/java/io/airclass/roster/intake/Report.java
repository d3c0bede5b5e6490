package io.airclass.roster.intake;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.roster.oneroster.Finding;
import java.util.List;

/**
 * What an import found.
 *
 * @param errors the first of all {@code errorCount}
 * @param notes the first of all {@code noteCount}
 * @param file of many more, in the order in which they were found; absent once it has expired
 */
public record Report(
        long errorCount,
        List<Finding> errors,
        long noteCount,
        List<Finding> notes,
        @MayBeAbsent File file) {
    static final Report NOTHING = new Report(0, List.of(), 0, List.of(), null);

    /** A file with a finding in each line. */
    public record File(String id, long bytes, long rows) {}

    public Report {
        errors = List.copyOf(errors);
        notes = List.copyOf(notes);
    }

    Report withoutFile() {
        return new Report(errorCount, errors, noteCount, notes, null);
    }
}
