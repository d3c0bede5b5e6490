package io.airclass.policy.pack;

import io.airclass.policy.pack.Fault.Reason;

/** Ends the reading of a pack or of one of its rules; never leaves the loader. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final Reason reason;

    Unreadable(int line, Reason reason, String message) {
        super(message, null, false, false);
        this.line = line;
        this.reason = reason;
    }

    Fault in(String file) {
        return new Fault(file, line, reason, getMessage());
    }
}
