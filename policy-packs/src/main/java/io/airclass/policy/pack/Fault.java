package io.airclass.policy.pack;

/** Why packs were refused, and where; lines count from 1. */
public record Fault(String file, int line, Reason reason, String message) {

    /** The sort of fault, stable for callers. */
    public enum Reason {
        /** Not YAML, or YAML of another shape. */
        MALFORMED,
        /** Aliases, tags, sizes or depths that packs do not use. */
        NOT_PLAIN,
        UNKNOWN_FIELD,
        UNKNOWN_KIND,
        MISSING_FIELD,
        UNCITED,
        UNDATED,
        /** The field is known, its value means nothing. */
        BAD_VALUE,
        /** Two packs or rules of one name. */
        DUPLICATE,
        /** One document is said to limit the same thing twice. */
        OVERLAPS,
        /** No choice is left where both rules apply. */
        CONTRADICTS,
        /** A narrower place allows what a wider one forbids. */
        LOOSENS
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
