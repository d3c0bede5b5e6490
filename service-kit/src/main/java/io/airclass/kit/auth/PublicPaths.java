package io.airclass.kit.auth;

import java.util.List;

/**
 * The addresses that need no token.
 *
 * @param patterns path patterns, for example {@code /.well-known/**}
 */
public record PublicPaths(List<String> patterns) {
    public PublicPaths {
        patterns = List.copyOf(patterns);
    }
}
