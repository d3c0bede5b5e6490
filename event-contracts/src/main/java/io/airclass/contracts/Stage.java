package io.airclass.contracts;

/** A stage of schooling (学段). */
public enum Stage {
    KINDERGARTEN,
    /** Grades 1 to 6 (小学). */
    PRIMARY,
    /** Grades 7 to 9 (初中). */
    JUNIOR,
    /** Grades 10 to 12 (普通高中). */
    SENIOR,
    /** Vocational schools (中职). */
    VOCATIONAL,
    UNIVERSITY
}
