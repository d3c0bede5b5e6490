package io.airclass.kit.store;

/** Somebody else changed the document after it was read; nothing was written. */
public final class VersionMoved extends RuntimeException {
    private static final long serialVersionUID = 1;

    public VersionMoved(String collection, String id) {
        super(collection + " " + id + " moved", null, false, false);
    }
}
