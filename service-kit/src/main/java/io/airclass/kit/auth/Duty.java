package io.airclass.kit.auth;

import io.airclass.kit.problem.Rejection;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody must complete before anything else; the token's claim {@code must} lists it. */
public enum Duty {
    /** The password was handed out by somebody else. */
    PASSWORD_CHANGE("password-change"),
    /** The region wants to know who signs in. */
    PROFILE("profile");

    private final String claim;

    Duty(String claim) {
        this.claim = claim;
    }

    /** As the token carries it. */
    public String claim() {
        return claim;
    }

    /** Why every other address refuses. */
    Rejection rejection() {
        return switch (this) {
            case PASSWORD_CHANGE -> Rejection.forbidden("password-change-required");
            case PROFILE -> Rejection.forbidden("profile-incomplete");
        };
    }

    /** Empty for one that this version does not know. */
    static Optional<Duty> parse(String claim) {
        return Stream.of(values()).filter(duty -> duty.claim.equals(claim)).findFirst();
    }
}
