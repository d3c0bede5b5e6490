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
    private static final int PHOTO_MEGABYTES = 30;

    @Autowired
    private Environment environment;

    @Autowired
    private Database database;

    @Test
    void four_photos_of_30_megabytes_at_once_pass_through_64_megabytes_of_heap() throws Exception {
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
                assertThat(told.at("/size").asLong()).isEqualTo((long) PHOTO_MEGABYTES * MEGABYTE);
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

    private static HttpRequest.Builder request(ReplicaProcess replica, String path) {
        return HttpRequest.newBuilder(URI.create(replica.address() + path))
                .header("Authorization", "Bearer " + STUDENT);
    }

    private static InputStream upload() {
        return new SequenceInputStream(Collections.enumeration(List.of(
                text("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"大照片.jpg\"\r\n\r\n"),
                content(),
                text("\r\n--b--\r\n"))));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same megabyte again and again, so that the test itself needs no memory either. */
    private static InputStream content() {
        var megabyte = photo(MEGABYTE);
        return new SequenceInputStream(Collections.enumeration(Collections.nCopies(PHOTO_MEGABYTES, megabyte).stream()
                .<InputStream>map(ByteArrayInputStream::new)
                .toList()));
    }

    private static String sha256(InputStream content) throws IOException, java.security.NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        content.transferTo(new java.security.DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest));
        return HexFormat.of().formatHex(digest.digest());
    }
}
