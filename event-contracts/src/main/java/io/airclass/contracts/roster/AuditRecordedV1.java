package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Topics;
import java.util.List;
import java.util.Map;

/**
 * Somebody did something that an officer answers for.
 *
 * @param action what was done, for example {@code grant-issued}
 * @param actorId who did it
 * @param subjectKind what it was done to: {@code person}, {@code org}, {@code class}, …
 * @param within ids of the organisation where it was done and of all above it, the root first
 * @param facts what else must be known, without anything personal
 */
@EventType(
        value = "io.airclass.roster.audit-recorded.v1",
        topic = Topics.ROSTER_AUDIT,
        meaning = "Somebody did something that an officer answers for; kept for as long as the law wants it.")
public record AuditRecordedV1(
        String action,
        String actorId,
        String subjectKind,
        String subjectId,
        List<String> within,
        Map<String, String> facts)
        implements PublishedEvent {
    public AuditRecordedV1 {
        required("action", action);
        required("actorId", actorId);
        required("subjectKind", subjectKind);
        required("subjectId", subjectId);
        within = listed(within);
        facts = facts == null ? Map.of() : Map.copyOf(facts);
    }

    @Override
    public String key() {
        return subjectId;
    }

    @Override
    public String aggregateId() {
        return subjectId;
    }
}
