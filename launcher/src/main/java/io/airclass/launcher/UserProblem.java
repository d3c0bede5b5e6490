package io.airclass.launcher;

/** Something the person at the keyboard can put right; its message is all they are shown. */
public final class UserProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A problem told in this text. */
    public UserProblem(String message) {
        super(message);
    }

    /** A problem told in this text, with what lies behind it. */
    public UserProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
