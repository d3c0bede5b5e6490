package io.airclass.launcher.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Talks to a suite through its gateway. */
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final Duration UNAVAILABLE_MAX = Duration.ofSeconds(60);
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final URI gateway;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();

    /** A client of the suite behind that address. */
    public ApiClient(URI gateway) {
        this.gateway = gateway;
    }

    /** Sends a call and waits for the answer, whatever its status. */
    public Answer send(Call call) {
        long start = System.nanoTime();
        try {
            var response = http.send(request(call, ANSWER_MAX), BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new UncheckedIOException(call.method() + " " + gateway.resolve(call.path()) + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + call.path(), e);
        }
    }

    /** Sends a call that may be repeated; comes back as long as the answer is "not now" (503), at most a minute. */
    public Answer sendPatiently(Call call) {
        long start = System.nanoTime();
        var answer = send(call);
        while (answer.status() == 503 && System.nanoTime() - start < UNAVAILABLE_MAX.toNanos()) {
            pause(COME_BACK);
            answer = send(call);
        }
        return new Answer(
                answer.status(), answer.headers(), answer.body(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** Signs in with a password. */
    public Session signIn(String username, String password) {
        var answer = sendPatiently(signInCall(username, password));
        if (answer.status() != 200) {
            throw new StepFailed(
                    "sign-in of " + username + " was answered with " + answer.brief(), "./airclass logs roster");
        }
        return session(username, answer);
    }

    static Call signInCall(String username, String password) {
        return Call.post("/api/auth/token")
                .json(Map.of("grantType", "password", "username", username, "password", password));
    }

    static Session session(String username, Answer answer) {
        return new Session(username, answer.text("/accessToken"), answer.text("/refreshToken"));
    }

    /** Opens somebody's stream of notices; it is open when this returns. */
    public NoticeStream stream(Session session) {
        return NoticeStream.open(http, request(streamCall(session), Duration.ofMinutes(10)), session.username());
    }

    static Call streamCall(Session session) {
        return Call.get("/api/me/notifications/stream").as(session).header("Accept", "text/event-stream");
    }

    static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(Call call, Duration max) {
        var request = HttpRequest.newBuilder(gateway.resolve(call.path())).timeout(max);
        call.headers().forEach(request::header);
        var body = call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body());
        return request.method(call.method(), body).build();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
