package io.airclass.contracts.roster;

/** What an organisation says of how it teaches. */
public enum RegimeStatement {
    /** Pupils are at school (正常教学). */
    NORMAL,
    /** Pupils learn at home, in an emergency (线上教学). */
    ONLINE,
    /** Nothing of its own: as what is above it. */
    AS_ABOVE
}
