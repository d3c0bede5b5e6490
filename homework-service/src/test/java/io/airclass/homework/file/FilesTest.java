package io.airclass.homework.file;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.homework.HomeworkTest;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Database;
import io.airclass.testkit.Infrastructure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Mono;

class FilesTest extends HomeworkTest {

    @Autowired
    private AirclassSettings settings;

    @Autowired
    private Database database;

    @LocalServerPort
    private int port;

    @Test
    void a_photo_with_a_chinese_name_comes_back_as_it_was() {
        var told = body(as(STUDENT, uploadCall("数学作业（第 1 页）.jpg", photo())), 201);
        assertThat(told.at("/name").asString()).isEqualTo("数学作业（第 1 页）.jpg");
        assertThat(told.at("/type").asString()).isEqualTo("image/jpeg");
        assertThat(told.at("/size").asLong()).isEqualTo(2000);
        assertThat(told.at("/sha256").asString()).isEqualTo(Ids.sha256Hex(photo()));

        var answer = get(STUDENT, "/api/files/{id}", told.at("/id").asString());
        answer.expectHeader().contentType(MediaType.IMAGE_JPEG);
        answer.expectHeader().valueEquals("X-Content-Type-Options", "nosniff");
        answer.expectHeader().value("Content-Disposition", value -> assertThat(value)
                .contains("filename*=UTF-8''%E6%95%B0%E5%AD%A6%E4%BD%9C%E4%B8%9A"));
        assertThat(answer.expectBody().returnResult().getResponseBody()).isEqualTo(photo());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 20",
        "bytes=1990-, 1990, 2000",
        "bytes=-1, 1999, 2000",
        "bytes=5-99999, 5, 2000"
    })
    void a_part_of_a_file_can_be_asked_for(String range, int from, int to) {
        var id = uploaded("作业.jpg", photo());
        var answer = as(STUDENT, client.get().uri("/api/files/{id}", id).header("Range", range));
        answer.expectStatus().isEqualTo(206);
        answer.expectHeader().valueEquals("Content-Range", "bytes " + from + "-" + (to - 1) + "/2000");
        assertThat(answer.expectBody().returnResult().getResponseBody())
                .isEqualTo(Arrays.copyOfRange(photo(), from, to));
    }

    @Test
    void a_picture_has_a_preview_and_nothing_else_has() throws IOException {
        var id = uploaded("作业.png", picture(900, 300, "png"));
        var answer = get(STUDENT, "/api/files/{id}/preview", id);
        answer.expectHeader().contentType(MediaType.IMAGE_JPEG);
        answer.expectHeader().valueEquals("X-Content-Type-Options", "nosniff");
        var preview = ImageIO.read(
                new ByteArrayInputStream(answer.expectBody().returnResult().getResponseBody()));
        assertThat(preview.getWidth()).isEqualTo(640);
        assertThat(preview.getHeight()).isEqualTo(213);
        for (var other : List.of(uploaded("作业.mp4", video(1000)), uploaded("作业.jpg", photo()))) {
            assertThat(problem(get(STUDENT, "/api/files/{id}/preview", other), 404))
                    .isEqualTo("picture-without-preview");
        }
    }

    @Test
    void the_type_is_what_the_content_says() {
        var page = "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        var refused = as(STUDENT, uploadCall("作业.jpg", page));
        refused.expectHeader().valueEquals("Connection", "close");
        assertThat(problem(refused, 415)).isEqualTo("file-type-not-taken");
        assertThat(body(as(STUDENT, uploadCall("作业.html", photo())), 201)
                        .at("/type")
                        .asString())
                .isEqualTo("image/jpeg");
        var program = new byte[200];
        program[0] = 'M';
        program[1] = 'Z';
        assertThat(problem(as(STUDENT, uploadCall("照片.png", program)), 415)).isEqualTo("file-type-not-taken");
    }

    @Test
    void what_is_refused_leaves_nothing() throws IOException {
        long before = kept();
        assertThat(problem(as(STUDENT, uploadCall("空.jpg", new byte[0])), 422)).isEqualTo("file-empty");
        assertThat(problem(as(STUDENT, uploadCall("程序.exe", "MZ".repeat(50).getBytes(StandardCharsets.UTF_8))), 415))
                .isEqualTo("file-type-not-taken");
        var two = new MultipartBodyBuilder();
        two.part("file", new ByteArrayResource(photo())).filename("1.jpg");
        two.part("file", new ByteArrayResource(photo())).filename("2.jpg");
        assertThat(problem(as(STUDENT, multipart(two)), 400)).isEqualTo("one-file-only");
        var field = new MultipartBodyBuilder();
        field.part("name", "作业");
        assertThat(problem(as(STUDENT, multipart(field)), 400)).isEqualTo("file-missing");
        assertThat(problem(as(GUARDIAN, uploadCall("作业.jpg", photo())), 403)).isEqualTo("upload-not-allowed");
        assertThat(kept()).isEqualTo(before);
    }

    private WebTestClient.RequestHeadersSpec<?> multipart(MultipartBodyBuilder parts) {
        return client.post().uri("/api/files").body(BodyInserters.fromMultipartData(parts.build()));
    }

    @Test
    void a_body_that_is_no_multipart_is_refused() {
        var json = client.post()
                .uri("/api/files")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}");
        assertThat(problem(as(STUDENT, json), 415)).isEqualTo("content-type-not-taken");
        for (var body : List.of(
                "", "no boundary anywhere", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n")) {
            var call = client.post()
                    .uri("/api/files")
                    .header("Content-Type", "multipart/form-data; boundary=b")
                    .bodyValue(body.getBytes(StandardCharsets.UTF_8));
            assertThat(as(STUDENT, call).returnResult(Void.class).getStatus().value())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,201", "0,201", "1,413"})
    void a_file_has_a_largest_size(int beyond, int status) throws IOException {
        long before = kept();
        body(as(STUDENT, uploadCall("大照片.jpg", photo(FILE_BYTES_MAX + beyond))), status);
        assertThat(kept()).isEqualTo(before + (status == 201 ? 2 : 0));
    }

    @Test
    void a_body_that_says_it_is_too_large_is_refused_before_it_is_sent() throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head(300_000_000L).getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void an_upload_that_is_cut_in_the_middle_leaves_nothing() throws IOException {
        long before = kept();
        for (int cut = 0; cut < 20; cut++) {
            try (var socket = new Socket("localhost", port)) {
                var out = socket.getOutputStream();
                out.write((head(900_000)
                                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"作业.jpg\"\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
                out.write(photo(100 + cut * 20_000));
                out.flush();
                if (cut % 2 == 0) {
                    socket.setSoLinger(true, 0);
                }
            }
        }
        var whole = uploaded("作业.jpg", photo());
        eventually(() -> assertThat(kept()).isEqualTo(before + 2));
        assertThat(get(STUDENT, "/api/files/{id}", whole)
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .isEqualTo(photo());
    }

    private static String head(long length) {
        return "POST /api/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + STUDENT
                + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** Documents and files on the disk, finished or not. */
    private long kept() throws IOException {
        var directory = Path.of(settings.files().uri());
        long onDisk = 0;
        if (Files.exists(directory)) {
            try (var tree = Files.walk(directory)) {
                onDisk = tree.filter(Files::isRegularFile).count();
            }
        }
        return onDisk
                + Mono.from(Infrastructure.unguarded(database)
                                .getCollection("files")
                                .countDocuments(new Document()))
                        .block();
    }
}
