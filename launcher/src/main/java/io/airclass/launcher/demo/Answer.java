package io.airclass.launcher.demo;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a server answered, and how long it took. */
public record Answer(int status, HttpHeaders headers, byte[] body, Duration took) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The body as JSON; a missing node where there is none. */
    public JsonNode json() {
        boolean json = header("Content-Type").contains("json");
        return json && body.length > 0 ? JSON.readTree(body) : MissingNode.getInstance();
    }

    /** The text at a JSON pointer, empty if there is none. */
    public String text(String pointer) {
        return json().at(pointer).asString("");
    }

    /** A header's first value, empty if there is none. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The entity tag, for the next {@code If-Match}. */
    public String etag() {
        return header("ETag");
    }

    /** Status and the beginning of the body, for a message about a failure. */
    public String brief() {
        var text = new String(body, StandardCharsets.UTF_8);
        return status + " " + (text.length() > 600 ? text.substring(0, 600) + "…" : text);
    }
}
