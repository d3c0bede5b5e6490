package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.OrgType;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * The whole state of an organisation after a change.
 *
 * @param parentId absent for the root
 * @param managingOrgId who answers for it, where that is not the parent: a school in a county that the prefecture manages directly
 * @param divisionCode GB/T 2260, six digits; absent for a functional zone and below counties
 * @param within ids of all ancestors, the root first, the organisation itself last
 * @param deleted whether it has been closed; the other fields then tell its last state
 */
@EventType(
        value = "io.airclass.roster.org-changed.v1",
        topic = Topics.ROSTER_ORGS,
        meaning = "An organisation was made, changed or closed; the event carries its whole state.")
public record OrgChangedV1(
        String orgId,
        OrgType type,
        @MayBeAbsent String parentId,
        @MayBeAbsent String managingOrgId,
        @MayBeAbsent String divisionCode,
        String name,
        List<Stage> stages,
        List<String> within,
        boolean deleted)
        implements RosterEvent {
    public OrgChangedV1 {
        required("orgId", orgId);
        required("type", type);
        required("name", name);
        stages = listed(stages);
        within = listed(within);
    }

    @Override
    public String key() {
        return orgId;
    }

    @Override
    public String aggregateId() {
        return orgId;
    }
}
