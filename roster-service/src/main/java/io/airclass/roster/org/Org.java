package io.airclass.roster.org;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.OrgType;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.OrgChangedV1;
import java.util.List;

/**
 * An organisation of the tree (机构).
 *
 * @param parentId absent for the root
 * @param managingOrgId who answers for it, where that is not the parent
 * @param divisionCode GB/T 2260, six digits
 * @param within ids of all ancestors, the root first, the organisation itself last
 */
public record Org(
        OrgType type,
        String name,
        @MayBeAbsent String parentId,
        @MayBeAbsent String managingOrgId,
        @MayBeAbsent String divisionCode,
        List<Stage> stages,
        List<String> within) {
    /** The id of the organisation above all others. */
    public static final String ROOT = "root";

    public Org {
        stages = List.copyOf(stages);
        within = List.copyOf(within);
    }

    public boolean isSchool() {
        return type == OrgType.SCHOOL || type == OrgType.TEACHING_POINT;
    }

    public OrgChangedV1 changed(String id) {
        return new OrgChangedV1(id, type, parentId, managingOrgId, divisionCode, name, stages, within, false);
    }
}
