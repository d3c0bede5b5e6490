package io.airclass.roster.groups;

/** What somebody is in a group; only the leading group has an office (办公室). */
public enum GroupFunction {
    HEAD,
    DEPUTY_HEAD,
    MEMBER,
    OFFICE_HEAD,
    OFFICE_DEPUTY_HEAD;

    boolean isOfOffice() {
        return this == OFFICE_HEAD || this == OFFICE_DEPUTY_HEAD;
    }

    /** A group has one. */
    boolean isSingle() {
        return this == HEAD || this == OFFICE_HEAD;
    }
}
