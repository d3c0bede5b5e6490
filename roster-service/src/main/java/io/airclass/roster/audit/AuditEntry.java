package io.airclass.roster.audit;

import io.airclass.contracts.roster.AuditRecordedV1;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One thing that was done.
 *
 * @param within ids of the organisation where it was done and of all above it
 */
public record AuditEntry(
        Instant at,
        String action,
        String actorId,
        String subjectKind,
        String subjectId,
        List<String> within,
        Map<String, String> facts) {
    static AuditEntry of(Instant at, AuditRecordedV1 event) {
        return new AuditEntry(
                at,
                event.action(),
                event.actorId(),
                event.subjectKind(),
                event.subjectId(),
                event.within(),
                event.facts());
    }
}
