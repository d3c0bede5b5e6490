package io.airclass.benchmarks.roster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of an administrator; a token is asked for anew before it ends. Not for several threads. */
final class RosterApi {
    private static final Duration TOKEN_AGE_MAX = Duration.ofMinutes(10);
    private static final Duration ANSWER_MAX = Duration.ofMinutes(5);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private String token;
    private long tokenNanos;

    RosterApi(int port) {
        base = "http://127.0.0.1:" + port;
    }

    /** An access token. */
    String signIn(String username, String password) throws IOException, InterruptedException {
        var body = JsonMapper.shared()
                .writeValueAsString(Map.of("grantType", "password", "username", username, "password", password));
        var request = request("/api/auth/token")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return json(request, 200).get("accessToken").asString();
    }

    private HttpRequest.Builder asAdmin(String path) throws IOException, InterruptedException {
        if (token == null || System.nanoTime() - tokenNanos > TOKEN_AGE_MAX.toNanos()) {
            token = signIn("admin", RosterSuite.ADMIN_PASSWORD);
            tokenNanos = System.nanoTime();
        }
        return request(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_MAX);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(asAdmin(path).GET().build(), 200);
    }

    /** Where to read how the import stands. */
    String startImport(Path zip) throws IOException, InterruptedException {
        var request = asAdmin("/api/imports")
                .header("Content-Type", "application/zip")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofFile(zip))
                .build();
        return "/api/imports/" + json(request, 202).get("id").asString();
    }

    /** Where to read how the export stands. */
    String startExport(String orgId) throws IOException, InterruptedException {
        var request = asAdmin("/api/exports")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("{\"orgId\":\"" + orgId + "\"}"))
                .build();
        return "/api/exports/" + json(request, 202).get("id").asString();
    }

    Path download(String path, Path into) throws IOException, InterruptedException {
        var response = client.send(asAdmin(path).GET().build(), BodyHandlers.ofFile(into));
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode());
        }
        return into;
    }

    private JsonNode json(HttpRequest request, int status) throws IOException, InterruptedException {
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new IOException(request.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }
}
