package io.airclass.homework;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

class ReplicaTest extends HomeworkTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static final int VIDEO_MEGABYTES = 30;

    @Autowired
    private Environment environment;

    @Autowired
    private Database database;

    @Test
    void four_videos_of_30_megabytes_at_once_pass_through_64_megabytes_of_heap() throws Exception {
        try (var replica = ReplicaProcess.start(environment, "-Xmx64m", "-XX:MaxDirectMemorySize=24m");
                var http = HttpClient.newHttpClient()) {
            var expected = sha256(content());
            var answers = Races.of(
                    4,
                    _ -> () -> http.send(
                            request(replica, "/api/files")
                                    .header("Content-Type", "multipart/form-data; boundary=b")
                                    .POST(BodyPublishers.ofInputStream(ReplicaTest::upload))
                                    .build(),
                            BodyHandlers.ofString()));
            for (var answer : answers) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                var told = json.readTree(answer.body());
                assertThat(told.at("/size").asLong()).isEqualTo((long) VIDEO_MEGABYTES * MEGABYTE);
                assertThat(told.at("/sha256").asString()).isEqualTo(expected);
                var download = http.send(
                        request(replica, "/api/files/" + told.at("/id").asString())
                                .build(),
                        BodyHandlers.ofInputStream());
                try (var body = download.body()) {
                    assertThat(sha256(body)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void four_videos_of_30_megabytes_in_pieces_at_once_pass_through_64_megabytes_of_heap() throws Exception {
        try (var replica = ReplicaProcess.start(environment, "-Xmx64m", "-XX:MaxDirectMemorySize=24m");
                var http = HttpClient.newHttpClient()) {
            var expected = sha256(content());
            long length = (long) VIDEO_MEGABYTES * MEGABYTE;
            var uploads = Races.of(4, _ -> () -> {
                var upload = announced(http, replica, length);
                var answer = http.send(rest(replica, upload, 0), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
                return upload;
            });
            for (var upload : uploads) {
                assertThat(offset(http, replica, upload)).isEqualTo(length);
                assertThat(fileSha256(http, replica, upload)).isEqualTo(expected);
            }
        }
    }

    @Test
    void what_was_acknowledged_is_there_after_the_service_is_killed_and_its_events_are_sent() throws Exception {
        String assignment;
        String file;
        String submission;
        try (var replica = ReplicaProcess.start(environment)) {
            var here = client;
            client = WebTestClient.bindToServer()
                    .baseUrl(replica.address())
                    .responseTimeout(Duration.ofSeconds(30))
                    .build();
            try {
                assignment = opened();
                file = uploaded("作业.jpg", photo());
                submission = handedIn(assignment, "答案", file);
                body(as(TEACHER, markCall(submission, "\"1\"", Map.of("score", 88, "comment", "好"))), 200);
                replica.kill();
            } finally {
                client = here;
            }
        }
        assertThat(body(get(STUDENT, "/api/assignments/{id}", assignment), 200)
                        .at("/title")
                        .asString())
                .isEqualTo("二次函数练习");
        var read = body(get(STUDENT, "/api/submissions/{id}", submission), 200);
        assertThat(read.at("/text").asString()).isEqualTo("答案");
        assertThat(read.at("/mark/score").asInt()).isEqualTo(88);
        assertThat(get(STUDENT, "/api/files/{id}", file)
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .isEqualTo(photo());
        eventually(() -> {
            for (var collection : List.of("assignments", "submissions")) {
                assertThat(Mono.from(Infrastructure.unguarded(database)
                                        .getCollection(collection)
                                        .countDocuments(new Document("outboxAt", new Document("$gt", 0L))))
                                .block())
                        .isZero();
            }
        });
    }

    @Test
    void an_upload_goes_on_where_it_was_when_the_service_was_killed_in_the_middle_of_a_body() throws Exception {
        var expected = sha256(content());
        long length = (long) VIDEO_MEGABYTES * MEGABYTE;
        String upload;
        try (var replica = ReplicaProcess.start(environment);
                var http = HttpClient.newHttpClient()) {
            upload = announced(http, replica, length);
            try (var socket =
                    new Socket("localhost", URI.create(replica.address()).getPort())) {
                socket.getOutputStream().write(head(upload, length).getBytes(StandardCharsets.US_ASCII));
                try (var content = content()) {
                    socket.getOutputStream().write(content.readNBytes(19 * MEGABYTE)); // and no more
                }
                eventually(() -> assertThat(offset(http, replica, upload)).isGreaterThanOrEqualTo(16L * MEGABYTE));
                replica.kill();
            }
        }
        try (var replica = ReplicaProcess.start(environment);
                var http = HttpClient.newHttpClient()) {
            long offset = offset(http, replica, upload);
            assertThat(offset).isBetween(16L * MEGABYTE, 19L * MEGABYTE);
            var rest = http.send(rest(replica, upload, offset), BodyHandlers.ofString());
            assertThat(rest.statusCode()).as(rest.body()).isEqualTo(204);
            assertThat(rest.headers().firstValueAsLong("Upload-Offset")).hasValue(length);
            assertThat(fileSha256(http, replica, upload)).isEqualTo(expected);
        }
    }

    private static String announced(HttpClient http, ReplicaProcess replica, long length) throws Exception {
        var announced = http.send(
                tus(replica, "/api/uploads")
                        .header("Upload-Length", String.valueOf(length))
                        .header("Upload-Metadata", "filename 5a6e6aqMLm1wNA==")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        assertThat(announced.statusCode()).isEqualTo(201);
        return announced.headers().firstValue("Location").orElseThrow();
    }

    private static HttpRequest rest(ReplicaProcess replica, String upload, long offset) {
        return tus(replica, upload)
                .header("Upload-Offset", String.valueOf(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofInputStream(() -> contentFrom(offset)))
                .build();
    }

    private static String fileSha256(HttpClient http, ReplicaProcess replica, String upload) throws Exception {
        var download = http.send(
                request(replica, upload.replace("/uploads/", "/files/")).build(), BodyHandlers.ofInputStream());
        try (var body = download.body()) {
            return sha256(body);
        }
    }

    private static long offset(HttpClient http, ReplicaProcess replica, String upload) throws Exception {
        var answer = http.send(
                tus(replica, upload).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValueAsLong("Upload-Offset").orElseThrow();
    }

    private static HttpRequest.Builder tus(ReplicaProcess replica, String path) {
        return request(replica, path).header("Tus-Resumable", "1.0.0");
    }

    private static String head(String upload, long length) {
        return "PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + STUDENT
                + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Length: " + length
                + "\r\nContent-Type: application/offset+octet-stream\r\n\r\n";
    }

    private static InputStream contentFrom(long offset) {
        var content = content();
        try {
            content.skipNBytes(offset);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return content;
    }

    private static HttpRequest.Builder request(ReplicaProcess replica, String path) {
        return HttpRequest.newBuilder(URI.create(replica.address() + path))
                .header("Authorization", "Bearer " + STUDENT);
    }

    private static InputStream upload() {
        return new SequenceInputStream(Collections.enumeration(List.of(
                text("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"实验视频.mp4\"\r\n\r\n"),
                content(),
                text("\r\n--b--\r\n"))));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same megabyte again and again, so that the test itself needs no memory either. */
    private static InputStream content() {
        var megabyte = video(MEGABYTE);
        return new SequenceInputStream(Collections.enumeration(Collections.nCopies(VIDEO_MEGABYTES, megabyte).stream()
                .<InputStream>map(ByteArrayInputStream::new)
                .toList()));
    }

    private static String sha256(InputStream content) throws IOException, java.security.NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        content.transferTo(new java.security.DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest));
        return HexFormat.of().formatHex(digest.digest());
    }
}
