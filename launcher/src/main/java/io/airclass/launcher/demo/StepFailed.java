package io.airclass.launcher.demo;

/** A step did not go as it must; {@link #lookAt()} says where to look. */
public final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String lookAt;

    StepFailed(String message, String lookAt) {
        super(message);
        this.lookAt = lookAt;
    }

    /** Where the reason will be found, for example a command that shows a log. */
    public String lookAt() {
        return lookAt;
    }
}
