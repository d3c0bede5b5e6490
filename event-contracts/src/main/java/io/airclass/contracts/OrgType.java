package io.airclass.contracts;

/** The kinds of organisation in the tree; the depth varies from branch to branch. */
public enum OrgType {
    PROVINCE,
    PREFECTURE,
    COUNTY,
    /** Stands beside the counties without a GB/T 2260 code of its own, as 义龙新区 does. */
    FUNCTIONAL_ZONE,
    /** A body of another ministry (行业主管部门) that has schools of its own; stands beside the counties. */
    AUTHORITY,
    TOWNSHIP,
    SCHOOL,
    /** A small site (教学点) of a parent school. */
    TEACHING_POINT;

    /** Whether schools may answer to it with no other organisation between: whose figures a school's are. */
    public boolean answersForSchools() {
        return switch (this) {
            case PROVINCE, PREFECTURE, COUNTY, FUNCTIONAL_ZONE, AUTHORITY -> true;
            case TOWNSHIP, SCHOOL, TEACHING_POINT -> false;
        };
    }
}
