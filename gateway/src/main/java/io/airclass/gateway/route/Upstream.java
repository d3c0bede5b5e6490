package io.airclass.gateway.route;

import java.util.Locale;

/** The services behind the gateway. */
public enum Upstream {
    ROSTER,
    SCHEDULE,
    HOMEWORK,
    EXAM,
    NOTIFICATION;

    /** The name in metrics, problems and route ids. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
