package io.airclass.roster.intake;

import io.airclass.roster.oneroster.Finding;
import io.airclass.roster.oneroster.Findings;
import java.util.List;

/**
 * What an import found.
 *
 * @param errors the first of all {@code errorCount}
 * @param notes the first of all {@code noteCount}
 */
public record Report(long errorCount, List<Finding> errors, long noteCount, List<Finding> notes) {
    static final Report NOTHING = new Report(0, List.of(), 0, List.of());

    static Report of(Findings findings) {
        return new Report(findings.errorCount(), findings.errors(), findings.noteCount(), findings.notes());
    }
}
