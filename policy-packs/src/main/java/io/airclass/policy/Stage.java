package io.airclass.policy;

/** A stage of schooling (学段), by the names that the published events use. */
public enum Stage {
    KINDERGARTEN,
    PRIMARY,
    JUNIOR,
    SENIOR,
    VOCATIONAL,
    UNIVERSITY
}
