package io.airclass.launcher.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A request to make: method, path with query, headers and body. */
public record Call(String method, String path, Map<String, String> headers, byte[] body) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BOUNDARY = "airclass-demo-7MA4YWxkTrZu0gW";

    /** Reads a resource. */
    public static Call get(String path) {
        return new Call("GET", path, Map.of(), new byte[0]);
    }

    /** Posts without a body yet. */
    public static Call post(String path) {
        return new Call("POST", path, Map.of(), new byte[0]);
    }

    /** Puts without a body yet. */
    public static Call put(String path) {
        return new Call("PUT", path, Map.of(), new byte[0]);
    }

    /** The same call on behalf of the holder of an access token. */
    public Call as(Session session) {
        return header("Authorization", "Bearer " + session.accessToken());
    }

    /** The same call with a header more. */
    public Call header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, path, more, body);
    }

    /** The same call with an {@code Idempotency-Key}. */
    public Call idempotencyKey(String key) {
        return header("Idempotency-Key", key);
    }

    /** The same call, which only goes through at the version that the tag names. */
    public Call ifMatch(String etag) {
        return header("If-Match", etag);
    }

    /** The same call with a JSON body. */
    public Call json(Object value) {
        return body("application/json", JSON.writeValueAsBytes(value));
    }

    /** The same call with a text body. */
    public Call text(String contentType, String text) {
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same call with a body of bytes. */
    public Call body(String contentType, byte[] bytes) {
        return new Call(method, path, header("Content-Type", contentType).headers, bytes);
    }

    /** The same call with one file as a form would send it. */
    public Call file(String name, String contentType, byte[] bytes) {
        var form = new ByteArrayOutputStream();
        var head = "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n";
        form.writeBytes(head.formatted(BOUNDARY, name, contentType).getBytes(StandardCharsets.UTF_8));
        form.writeBytes(bytes);
        form.writeBytes("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
        return body("multipart/form-data; boundary=" + BOUNDARY, form.toByteArray());
    }
}
