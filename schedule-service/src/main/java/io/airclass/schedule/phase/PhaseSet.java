package io.airclass.schedule.phase;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import java.time.Instant;
import java.util.List;

/**
 * The phases that an organisation sets for a stage.
 *
 * @param within ids of all ancestors of the organisation, the root first, itself last
 * @param phases by their first days; empty where it sets none of its own and those of the next above hold
 * @param revision counts what people saved, from 1; the document's own version moves with what the service does, too
 * @param dueAt when the checklists below are to follow; absent when they have
 */
public record PhaseSet(
        String orgId,
        List<String> within,
        Stage stage,
        List<Phase> phases,
        String savedBy,
        Instant savedAt,
        long revision,
        @MayBeAbsent Instant dueAt) {}
