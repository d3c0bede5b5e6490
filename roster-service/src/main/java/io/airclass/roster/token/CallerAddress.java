package io.airclass.roster.token;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** Where a request comes from: the gateway says so, and drops the header where a caller sends it; only the gateway reaches this service. */
final class CallerAddress {
    static final String HEADER = "X-Airclass-Caller-Address";
    private static final int CHARS_MAX = 64;

    private CallerAddress() {}

    static String of(ServerHttpRequest request) {
        String told = request.getHeaders().getFirst(HEADER);
        if (told != null && !told.isBlank() && told.length() <= CHARS_MAX) {
            return told;
        }
        var remote = request.getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }
}
