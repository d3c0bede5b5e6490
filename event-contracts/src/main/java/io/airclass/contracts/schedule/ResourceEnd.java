package io.airclass.contracts.schedule;

/** Why a resource is no longer offered. */
public enum ResourceEnd {
    WITHDRAWN,
    /** It was changed and waits to be reviewed again. */
    EDITED,
    /** The time that it was offered for is over. */
    EXPIRED
}
