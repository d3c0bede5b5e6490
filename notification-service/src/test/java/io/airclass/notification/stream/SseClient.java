package io.airclass.notification.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream of events as a browser does, on a thread of its own. */
final class SseClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final HttpResponse<java.io.InputStream> response;
    private volatile String lastEventId;
    private volatile boolean ended;

    /** An event with data. */
    record Event(String id, String name, JsonNode data) {
        String messageId() {
            return data.get("id").asString();
        }
    }

    private SseClient(int port, Consumer<HttpRequest.Builder> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/me/notifications/stream"))
                .header("Accept", "text/event-stream");
        headers.accept(request);
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread.startVirtualThread(this::read);
    }

    static SseClient open(int port, String token) {
        return new SseClient(port, request -> request.header("Authorization", "Bearer " + token));
    }

    static SseClient resume(int port, String token, String lastEventId) {
        return new SseClient(port, request -> request.header("Authorization", "Bearer " + token)
                .header("Last-Event-ID", lastEventId));
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = null;
            String id = null;
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (id != null) {
                        lastEventId = id;
                    }
                    if (!data.isEmpty() || name != null) {
                        events.add(new Event(id, name, data.isEmpty() ? null : JSON.readTree(data.toString())));
                    }
                    name = null;
                    id = null;
                    data.setLength(0);
                } else if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6);
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (line.equals(":")) {
                    heartbeats.incrementAndGet();
                }
            }
        } catch (IOException closed) {
            // the end is what counts
        } finally {
            ended = true;
        }
    }

    int status() {
        return response.statusCode();
    }

    /** The position that a browser would send when it comes back; null until the stream is open. */
    String lastEventId() {
        return lastEventId;
    }

    List<Event> events() {
        return events;
    }

    List<String> messageIds() {
        return events.stream().map(Event::messageId).toList();
    }

    int heartbeats() {
        return heartbeats.get();
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
