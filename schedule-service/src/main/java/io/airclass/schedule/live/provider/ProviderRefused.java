package io.airclass.schedule.live.provider;

/** A provider answers, and refuses. */
public final class ProviderRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String reason;

    ProviderRefused(String provider, String reason) {
        super(provider + " refuses: " + reason, null, false, false);
        this.reason = reason;
    }

    /** The provider's own word for it. */
    String reason() {
        return reason;
    }
}
