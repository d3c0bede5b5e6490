package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * The whole state of a rule that an organisation states for itself and all below it. Only its end ever changes.
 *
 * @param within ids of the organisation and all above it, the root first
 * @param kind what is limited, by its name in the policy packs
 * @param limit in the kind's direction: one text or, for a list of choices, several
 * @param grades of the pupils it is for, 1 to 12; with no stages either: everyone
 * @param regimes under which it holds; none: under every one
 * @param until the last day; absent while none is known
 * @param document title or number of the document that orders it
 * @param article the passage of the document
 * @param deleted whether it was taken back before its first day
 */
@EventType(
        value = "io.airclass.roster.local-rule-changed.v1",
        topic = Topics.ROSTER_RULES,
        meaning = "An organisation made a rule of its own, or ended one; the event carries the whole rule.")
public record LocalRuleChangedV1(
        String ruleId,
        String orgId,
        List<String> within,
        String kind,
        List<String> limit,
        List<Integer> grades,
        List<Stage> stages,
        List<RegimeStatement> regimes,
        LocalDate from,
        @MayBeAbsent LocalDate until,
        String document,
        @MayBeAbsent String article,
        boolean deleted)
        implements RosterEvent {
    public LocalRuleChangedV1 {
        required("ruleId", ruleId);
        required("orgId", orgId);
        required("kind", kind);
        required("from", from);
        required("document", document);
        within = listed(within);
        limit = listed(limit);
        grades = listed(grades);
        stages = listed(stages);
        regimes = listed(regimes);
    }

    @Override
    public String key() {
        return ruleId;
    }

    @Override
    public String aggregateId() {
        return ruleId;
    }
}
