package io.airclass.launcher.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An open stream of notices (server-sent events): all that came since it was opened. */
public final class NoticeStream implements AutoCloseable {
    private static final long OPEN_SECONDS_MAX = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final String username;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final InputStream body;

    private NoticeStream(String username, InputStream body) {
        this.username = username;
        this.body = body;
    }

    /** One event of the stream. */
    public record Notice(String id, String event, JsonNode data) {}

    static NoticeStream open(HttpClient http, HttpRequest request, String username) {
        try {
            HttpResponse<InputStream> response =
                    http.sendAsync(request, BodyHandlers.ofInputStream()).get(OPEN_SECONDS_MAX, TimeUnit.SECONDS);
            if (response.statusCode() != 200) {
                throw new StepFailed(
                        "the stream of " + username + " was answered with " + response.statusCode(),
                        "./airclass logs notification");
            }
            var stream = new NoticeStream(username, response.body());
            Thread.ofVirtual().name("stream-" + username).start(stream::read);
            return stream;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("the stream of " + username + " broke", e.getCause()));
        } catch (TimeoutException e) {
            throw new StepFailed("the stream of " + username + " did not open", "./airclass logs notification");
        }
    }

    /** Whose stream it is. */
    public String username() {
        return username;
    }

    /** What came so far, in order. */
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    private void read() {
        var id = "";
        var event = "";
        var data = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        notices.add(new Notice(id, event, JSON.readTree(data.toString())));
                    }
                    event = "";
                    data.setLength(0);
                }
            }
        } catch (IOException closed) {
            // The stream was closed, here or there: what came before stays.
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
