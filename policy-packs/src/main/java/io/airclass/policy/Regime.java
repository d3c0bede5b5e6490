package io.airclass.policy;

/** How a region teaches at a time; which of the two holds is roster data, decided by an officer. */
public enum Regime {
    /** Pupils are at school (正常教学). */
    NORMAL,
    /** Pupils learn at home, in an emergency (线上教学). */
    ONLINE
}
