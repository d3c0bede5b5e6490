package io.airclass.kit.store;

/** A unique index other than {@code _id} holds this value for another document; nothing was written. */
public final class DuplicateKey extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DuplicateKey(String collection, String message) {
        super(collection + ": " + message, null, false, false);
    }
}
