package io.airclass.schedule.live.provider;

/** A provider does not answer, or not as one; what a breaker counts. The message has no address, which would be a signed command. */
public final class ProviderDown extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProviderDown(String provider, String why) {
        super(provider + " is down: " + why, null, false, false);
    }
}
