package io.airclass.roster.groups;

import io.airclass.contracts.Role;

/** The groups that a bureau sets up, and the role that being in one gives at that bureau. */
public enum GroupKind {
    /** 领导小组: sees everything below, and leaves the doing to the working groups. */
    LEADING(Role.SUPERVISION_OFFICER),
    /** 教育教学保障组. */
    TEACHING(Role.TEACHING_OFFICER),
    /** 技术支撑组. */
    TECHNICAL(Role.TECHNICAL_OFFICER),
    /** 督促指导组. */
    SUPERVISION(Role.SUPERVISION_OFFICER);

    private final Role role;

    GroupKind(Role role) {
        this.role = role;
    }

    Role role() {
        return role;
    }
}
