package io.airclass.contracts.roster;

/** What a student has at home to learn with (上网条件). */
public enum Connectivity {
    NONE,
    TV,
    PHONE,
    PC,
    /** One device for several in the family. */
    SHARED_DEVICE
}
