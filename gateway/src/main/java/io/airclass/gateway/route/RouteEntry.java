package io.airclass.gateway.route;

import java.util.List;
import java.util.Locale;

/**
 * Addresses of one service that are treated alike.
 *
 * @param patterns Spring path patterns
 */
public record RouteEntry(Upstream upstream, Traffic traffic, List<String> patterns) {
    static RouteEntry of(Upstream upstream, Traffic traffic, String... patterns) {
        return new RouteEntry(upstream, traffic, List.of(patterns));
    }

    /** Unique in the table. */
    public String id() {
        return traffic == Traffic.ORDINARY
                ? upstream.id()
                : upstream.id() + "-" + traffic.name().toLowerCase(Locale.ROOT);
    }
}
