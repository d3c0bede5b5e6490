package io.airclass.kit.events;

/** A record that no number of attempts can read. */
public final class PoisonRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PoisonRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
