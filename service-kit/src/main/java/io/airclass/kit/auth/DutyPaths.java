package io.airclass.kit.auth;

import java.util.List;

/**
 * The addresses that are open to somebody who has something to complete first ({@link Duty}): where it is completed, and what a
 * client needs until then.
 *
 * @param patterns path patterns, with a method before them where only that one is meant: {@code GET /api/me}
 */
public record DutyPaths(List<String> patterns) {
    public DutyPaths {
        patterns = List.copyOf(patterns);
    }

    /** Those of the suite. */
    public static DutyPaths standard() {
        return new DutyPaths(List.of("GET /api/me", "/api/me/password", "/api/me/profile", "/api/auth/**"));
    }
}
