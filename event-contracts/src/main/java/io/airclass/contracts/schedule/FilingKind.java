package io.airclass.contracts.schedule;

/** What is filed (报备). */
public enum FilingKind {
    /** The timetables of a week, bundled from below. */
    TIMETABLES,
    /** A plan (方案) as a stamped PDF. */
    PLAN
}
