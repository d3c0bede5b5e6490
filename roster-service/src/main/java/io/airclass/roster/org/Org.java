package io.airclass.roster.org;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.OrgType;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.OrgChangedV1;
import java.util.List;

/**
 * An organisation of the tree (机构).
 *
 * @param parentId where it lies; absent for the root
 * @param managingOrgId who answers for it, where that is not the parent: a school counts there, and not where it lies
 * @param answersTo the last but one of {@code within}: the managing organisation, or else the parent; absent for the root
 * @param divisionCode GB/T 2260, six digits
 * @param within ids of all who answer for it, the root first, the organisation itself last
 */
public record Org(
        OrgType type,
        String name,
        @MayBeAbsent String parentId,
        @MayBeAbsent String managingOrgId,
        @MayBeAbsent String answersTo,
        @MayBeAbsent String divisionCode,
        List<Stage> stages,
        List<String> within) {
    /** The id of the organisation above all others. */
    public static final String ROOT = "root";

    public Org {
        stages = List.copyOf(stages);
        within = List.copyOf(within);
    }

    /** As a file proposes it, before it has its place. */
    public static Org proposed(
            OrgType type, String name, String parentId, String managingOrgId, String divisionCode, List<Stage> stages) {
        return new Org(type, name, parentId, managingOrgId, null, divisionCode, stages, List.of());
    }

    public boolean isSchool() {
        return type == OrgType.SCHOOL || type == OrgType.TEACHING_POINT;
    }

    /** A closed organisation keeps its id and its line; its name is gone, which says that it is closed. */
    public Org deleted() {
        return new Org(type, "", null, null, null, null, List.of(), within);
    }

    public boolean isDeleted() {
        return name.isEmpty();
    }

    public OrgChangedV1 changed(String id) {
        return new OrgChangedV1(id, type, parentId, managingOrgId, divisionCode, name, stages, within, isDeleted());
    }
}
