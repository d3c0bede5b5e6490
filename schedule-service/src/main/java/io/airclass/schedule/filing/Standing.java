package io.airclass.schedule.filing;

/** How a filing stands to its day. */
public enum Standing {
    /** Not filed, or taken back: awaited until its day is over, missing from then on. */
    NOT_FILED,
    ON_TIME,
    LATE
}
