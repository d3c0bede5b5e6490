package io.airclass.benchmarks.schedule;

import java.nio.charset.StandardCharsets;

/** Requests as they go over the wire. */
final class Requests {
    private Requests() {}

    /** @param headers further ones, with CRLF between them */
    static byte[] of(String method, String path, String token, String headers, String type, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = String.join(
                "\r\n",
                method + " " + path + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + token,
                headers,
                "Content-Type: " + type,
                "Content-Length: " + bytes.length,
                "",
                "");
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(String method, String path, String token, String headers, String body) {
        return of(method, path, token, headers, "application/json", body);
    }
}
