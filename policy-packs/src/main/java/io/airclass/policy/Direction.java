package io.airclass.policy;

/** Which side of a limit is allowed; also the name of the field that states the limit in a pack. */
public enum Direction {
    /** The least maximum is the strictest. */
    MAX("max"),
    /** The greatest minimum is the strictest. */
    MIN("min"),
    /** The latest beginning, a time of day or a day, is the strictest. */
    EARLIEST("earliest"),
    /** The earliest end is the strictest. */
    LATEST("latest"),
    /** The list that lies within the others is the strictest. */
    ONE_OF("oneOf"),
    /** All such rules are equally strict. */
    FORBIDDEN("forbidden");

    private final String field;

    Direction(String field) {
        this.field = field;
    }

    /** The field in a pack. */
    public String field() {
        return field;
    }
}
