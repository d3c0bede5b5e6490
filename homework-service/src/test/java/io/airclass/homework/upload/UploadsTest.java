package io.airclass.homework.upload;

import static io.airclass.testkit.Eventually.eventually;
import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.contracts.Role;
import io.airclass.homework.HomeworkTest;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Database;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class UploadsTest extends HomeworkTest {
    private static final byte[] VIDEO = video(250_000);

    @Autowired
    private AirclassSettings settings;

    @Autowired
    private Database database;

    @Autowired
    private FileStore store;

    @Autowired
    private UploadDueService due;

    @LocalServerPort
    private int port;

    @Test
    void what_is_spoken_is_told() {
        var told = as(STUDENT, client.options().uri("/api/uploads"));
        told.expectStatus().isNoContent();
        told.expectHeader().valueEquals("Tus-Version", "1.0.0");
        told.expectHeader().valueEquals("Tus-Max-Size", String.valueOf(FILE_BYTES_MAX));
        told.expectHeader()
                .valueEquals("Tus-Extension", "creation,creation-with-upload,expiration,checksum,termination");
        told.expectHeader().valueEquals("Tus-Checksum-Algorithm", "sha1,sha256,md5");
    }

    @Test
    void a_file_that_comes_in_pieces_is_the_file_that_was_sent_and_nothing_else_is_kept() throws IOException {
        long before = contents();
        var id = announced(STUDENT, "化学实验（第 3 组）.mp4", VIDEO.length);
        assertThat(offset(id)).isZero();
        sent(id, 0, 100_000);
        assertThat(offset(id)).isEqualTo(100_000);
        sent(id, 100_000, 100_001);
        sent(id, 100_001, VIDEO.length);

        assertThat(offset(id)).isEqualTo(VIDEO.length);
        assertThat(contents()).isEqualTo(before + 1);
        var file = get(STUDENT, "/api/files/{id}", id);
        file.expectHeader().contentType("video/mp4");
        file.expectHeader().value("Content-Disposition", value -> assertThat(value)
                .contains("filename*=UTF-8''%E5%8C%96%E5%AD%A6%E5%AE%9E%E9%AA%8C"));
        assertThat(file.expectBody().returnResult().getResponseBody()).isEqualTo(VIDEO);
        var assignment = opened();
        assertThat(handedIn(assignment, "", id)).isNotEmpty();
    }

    @Test
    void a_real_client_uploads_and_resumes() throws Exception {
        var tus = new TusClient();
        tus.setUploadCreationURL(
                URI.create("http://localhost:" + port + "/api/uploads").toURL());
        tus.setHeaders(Map.of("Authorization", "Bearer " + STUDENT));
        tus.enableResuming(new TusURLMemoryStore());

        var first = tus.resumeOrCreateUpload(upload());
        first.setChunkSize(10_000);
        first.setRequestPayloadSize(70_000);
        for (int i = 0; i < 9; i++) {
            first.uploadChunk();
        }
        first.finish(false);
        var second = tus.resumeOrCreateUpload(upload());
        assertThat(second.getOffset()).isEqualTo(90_000);
        second.setChunkSize(64_000);
        while (second.uploadChunk() > -1) {
            assertThat(second.getOffset()).isLessThanOrEqualTo(VIDEO.length);
        }
        second.finish();

        assertThat(second.getUploadURL()).isEqualTo(first.getUploadURL());
        var id = second.getUploadURL().getPath().substring("/api/uploads/".length());
        assertThat(fileSha256(id)).isEqualTo(Ids.sha256Hex(VIDEO));
    }

    private static TusUpload upload() {
        var upload = new TusUpload();
        upload.setSize(VIDEO.length);
        upload.setFingerprint("实验视频");
        upload.setInputStream(new ByteArrayInputStream(VIDEO));
        upload.setMetadata(Map.of("filename", "实验视频.mp4", "filetype", "video/mp4"));
        return upload;
    }

    @Test
    void the_first_bytes_may_come_with_the_announcement() {
        var part = as(STUDENT, withAnnouncement(VIDEO.length, Arrays.copyOf(VIDEO, 1000)));
        part.expectStatus().isCreated();
        part.expectHeader().valueEquals("Upload-Offset", "1000");
        sent(idOf(part), 1000, VIDEO.length);
        var whole = as(STUDENT, withAnnouncement(VIDEO.length, VIDEO));
        whole.expectStatus().isCreated();
        whole.expectHeader().doesNotExist("Upload-Expires");
        assertThat(fileSha256(idOf(whole))).isEqualTo(Ids.sha256Hex(VIDEO));
        assertThat(fileSha256(idOf(part))).isEqualTo(Ids.sha256Hex(VIDEO));
    }

    private WebTestClient.RequestHeadersSpec<?> withAnnouncement(long length, byte[] bytes) {
        return tus(client.post().uri("/api/uploads"))
                .header("Upload-Length", String.valueOf(length))
                .contentType(MediaType.valueOf("application/offset+octet-stream"))
                .bodyValue(bytes);
    }

    @Test
    void an_offset_that_lies_changes_nothing() {
        var id = announced(STUDENT, "作业.mp4", VIDEO.length);
        sent(id, 0, 1000);
        for (long lie : List.of(0L, 999L, 1001L, (long) VIDEO.length)) {
            var answer = as(STUDENT, piece(id, lie, new byte[10]));
            answer.expectHeader().valueEquals("Tus-Resumable", "1.0.0");
            assertThat(problem(answer, 409)).isEqualTo("upload-offset-wrong");
        }
        for (var nonsense : List.of("-1", "1e3", "", "99999999999999999999")) {
            var call = tus(client.patch().uri("/api/uploads/{id}", id))
                    .header("Upload-Offset", nonsense)
                    .contentType(MediaType.valueOf("application/offset+octet-stream"))
                    .bodyValue(new byte[10]);
            assertThat(problem(as(STUDENT, call), 400)).isEqualTo("tus-header-malformed");
        }
        assertThat(offset(id)).isEqualTo(1000);
    }

    @Test
    void of_bodies_at_once_one_is_taken() throws Exception {
        for (int round = 0; round < 5; round++) {
            var id = announced(STUDENT, "作业.mp4", VIDEO.length);
            var answers = Races.of(
                    4,
                    _ -> () -> as(STUDENT, piece(id, 0, Arrays.copyOf(VIDEO, 200_000)))
                            .returnResult(Void.class)
                            .getStatus()
                            .value());
            assertThat(answers).containsOnlyOnce(204).containsOnly(204, 409);
            assertThat(offset(id)).isEqualTo(200_000);
            sent(id, 200_000, VIDEO.length);
            assertThat(fileSha256(id)).isEqualTo(Ids.sha256Hex(VIDEO));
        }
    }

    @ParameterizedTest
    @CsvSource({"sha1,SHA-1", "sha256,SHA-256", "md5,MD5"})
    void a_piece_is_kept_if_its_checksum_is_right(String name, String algorithm) throws Exception {
        long before = contents();
        var id = announced(STUDENT, "作业.mp4", VIDEO.length);
        var piece = Arrays.copyOf(VIDEO, 100_000);
        var sum = MessageDigest.getInstance(algorithm).digest(piece);
        assertThat(as(STUDENT, summed(id, piece, name, sum))
                        .returnResult(Void.class)
                        .getStatus()
                        .value())
                .isEqualTo(204);
        assertThat(offset(id)).isEqualTo(piece.length);
        as(STUDENT, tus(client.delete().uri("/api/uploads/{id}", id)))
                .expectStatus()
                .isNoContent();

        var another = announced(STUDENT, "作业.mp4", VIDEO.length);
        sum[0]++;
        assertThat(problem(as(STUDENT, summed(another, piece, name, sum)), 460)).isEqualTo("checksum-wrong");
        assertThat(offset(another)).isZero();
        assertThat(contents()).isEqualTo(before);
    }

    private WebTestClient.RequestHeadersSpec<?> summed(String id, byte[] piece, String name, byte[] sum) {
        return piece(id, 0, piece)
                .header("Upload-Checksum", name + " " + Base64.getEncoder().encodeToString(sum));
    }

    @ParameterizedTest
    @CsvSource({
        "crc32 AAAAAA==, checksum-algorithm-unknown",
        "sha1, checksum-malformed",
        "sha1 ???, checksum-malformed",
        "sha1 AAAA, checksum-malformed"
    })
    void a_checksum_that_cannot_be_is_refused(String header, String slug) {
        var id = announced(STUDENT, "作业.mp4", VIDEO.length);
        assertThat(problem(as(STUDENT, piece(id, 0, new byte[10]).header("Upload-Checksum", header)), 400))
                .isEqualTo(slug);
        assertThat(offset(id)).isZero();
    }

    @Test
    void more_than_was_announced_is_refused_whether_it_is_said_or_not() throws IOException {
        long before = contents();
        var id = announced(STUDENT, "作业.mp4", 1000);
        assertThat(problem(as(STUDENT, piece(id, 0, new byte[1001])), 413)).isEqualTo("upload-longer-than-said");
        assertThat(problem(as(STUDENT, unsaid(id, new byte[1001])), 413)).isEqualTo("upload-longer-than-said");
        assertThat(offset(id)).isZero();
        assertThat(contents()).isEqualTo(before);
        var whole = Arrays.copyOf(VIDEO, 1000);
        assertThat(as(STUDENT, unsaid(id, whole))
                        .returnResult(Void.class)
                        .getStatus()
                        .value())
                .isEqualTo(204);
        assertThat(fileSha256(id)).isEqualTo(Ids.sha256Hex(whole));
    }

    /** In chunks, without a length. */
    private WebTestClient.RequestHeadersSpec<?> unsaid(String id, byte[] bytes) {
        var content = Flux.just(0, bytes.length / 2)
                .map(from -> DefaultDataBufferFactory.sharedInstance.wrap(
                        Arrays.copyOfRange(bytes, from, from == 0 ? bytes.length / 2 : bytes.length)));
        return tus(client.patch().uri("/api/uploads/{id}", id))
                .header("Upload-Offset", "0")
                .contentType(MediaType.valueOf("application/offset+octet-stream"))
                .body(content, org.springframework.core.io.buffer.DataBuffer.class);
    }

    @ParameterizedTest
    @CsvSource({"1000000,201,", "1000001,413,file-too-large", "0,422,upload-empty", "x,400,tus-header-malformed"})
    void an_upload_has_a_length_that_fits(String length, int status, String slug) {
        var answer = as(STUDENT, tus(client.post().uri("/api/uploads")).header("Upload-Length", length));
        var told = body(answer, status);
        assertThat(told.at("/type").asString()).endsWith(slug == null ? "" : slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filename 数学", "filename a b", "filename ???", ",", "filename YQ==,filename YQ=="})
    void metadata_that_cannot_be_read_is_refused(String metadata) {
        var call = tus(client.post().uri("/api/uploads"))
                .header("Upload-Length", "10")
                .header("Upload-Metadata", metadata);
        assertThat(problem(as(STUDENT, call), 400)).isEqualTo("tus-header-malformed");
    }

    @Test
    void another_version_is_not_spoken() {
        var call =
                client.post().uri("/api/uploads").header("Upload-Length", "10").header("Tus-Resumable", "0.2.2");
        var answer = as(STUDENT, call);
        answer.expectHeader().valueEquals("Tus-Version", "1.0.0");
        assertThat(problem(answer, 412)).isEqualTo("tus-version-not-spoken");
    }

    @Test
    void a_body_of_another_type_is_refused() {
        var id = announced(STUDENT, "作业.mp4", 10);
        var call = tus(client.patch().uri("/api/uploads/{id}", id))
                .header("Upload-Offset", "0")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("0123456789");
        assertThat(problem(as(STUDENT, call), 415)).isEqualTo("content-type-not-taken");
    }

    @Test
    void another_persons_upload_is_not_there() {
        var id = announced(STUDENT, "作业.mp4", VIDEO.length);
        assertThat(problem(as(CLASSMATE, piece(id, 0, VIDEO)), 404)).isEqualTo("upload-not-found");
        as(CLASSMATE, tus(client.head().uri("/api/uploads/{id}", id)))
                .expectStatus()
                .isNotFound();
        as(CLASSMATE, tus(client.delete().uri("/api/uploads/{id}", id)))
                .expectStatus()
                .isNotFound();
        assertThat(offset(id)).isZero();
    }

    @Test
    void what_is_withdrawn_leaves_nothing() throws IOException {
        long before = contents();
        var id = announced(STUDENT, "作业.mp4", VIDEO.length);
        sent(id, 0, 1000);
        sent(id, 1000, 2000);
        as(STUDENT, tus(client.delete().uri("/api/uploads/{id}", id)))
                .expectStatus()
                .isNoContent();
        assertThat(contents()).isEqualTo(before);
        as(STUDENT, tus(client.head().uri("/api/uploads/{id}", id)))
                .expectStatus()
                .isEqualTo(410);
        assertThat(problem(as(STUDENT, piece(id, 2000, new byte[10])), 410)).isEqualTo("upload-gone");

        due.sweepAt(Instant.now().plus(Duration.ofHours(1))).block();
        as(STUDENT, tus(client.head().uri("/api/uploads/{id}", id)))
                .expectStatus()
                .isNotFound();
    }

    @Test
    void what_is_complete_cannot_be_withdrawn_and_is_forgotten_as_an_upload_after_a_day() {
        var id = whole(VIDEO);
        assertThat(problem(as(STUDENT, tus(client.delete().uri("/api/uploads/{id}", id))), 409))
                .isEqualTo("upload-complete");
        var again = as(STUDENT, piece(id, VIDEO.length, new byte[0]));
        again.expectStatus().isNoContent();
        again.expectHeader().valueEquals("Upload-Offset", String.valueOf(VIDEO.length));
        due.sweepAt(Instant.now().plus(Duration.ofHours(25))).block();
        as(STUDENT, tus(client.head().uri("/api/uploads/{id}", id)))
                .expectStatus()
                .isNotFound();
        assertThat(fileSha256(id)).isEqualTo(Ids.sha256Hex(VIDEO));
    }

    @Test
    void what_nothing_is_added_to_expires() {
        var id = announced(STUDENT, "作业.mp4", VIDEO.length);
        sent(id, 0, 1000);
        due.sweepAt(Instant.now().plus(Duration.ofHours(23))).block();
        assertThat(offset(id)).isEqualTo(1000);
        due.sweepAt(Instant.now().plus(Duration.ofHours(25))).block();
        as(STUDENT, tus(client.head().uri("/api/uploads/{id}", id)))
                .expectStatus()
                .isEqualTo(410);
        assertThatThrownBy(() -> store.get(id + "-1", 0, 1).blockLast()).hasMessage("not-found");
    }

    @Test
    void a_person_has_a_number_of_uploads_in_progress_however_many_ask_at_once() throws Exception {
        var someone = token("xiaoduo", grant(Role.STUDENT, SCHOOL));
        var statuses = Races.of(
                24,
                _ -> () -> as(someone, tus(client.post().uri("/api/uploads")).header("Upload-Length", "10"))
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSizeLessThanOrEqualTo(20);
        assertThat(statuses).containsAnyOf(422, 409).contains(201);
        var refused = as(someone, tus(client.post().uri("/api/uploads")).header("Upload-Length", "5000000"));
        assertThat(problem(refused, 413)).isEqualTo("file-too-large");
    }

    @Test
    void all_uploads_of_a_person_have_a_number_of_bytes_and_a_place_comes_free_with_each_end() {
        var someone = token("xiaoda", grant(Role.STUDENT, SCHOOL));
        var ids = Stream.generate(() -> announced(someone, "大.mp4", FILE_BYTES_MAX))
                .limit(5)
                .toList();
        var call = tus(client.post().uri("/api/uploads")).header("Upload-Length", "1");
        assertThat(problem(as(someone, call), 422)).isEqualTo("too-many-uploads");
        as(someone, tus(client.delete().uri("/api/uploads/{id}", ids.getFirst())))
                .expectStatus()
                .isNoContent();
        announced(someone, "大.mp4", FILE_BYTES_MAX);
    }

    @Test
    void a_place_of_a_process_that_was_killed_before_it_announced_comes_free() {
        var someone = token("xiaokong", grant(Role.STUDENT, SCHOOL));
        var taken = Stream.generate(() -> new Document("uploadId", Ids.next())
                        .append("bytes", 1L)
                        .append("since", java.util.Date.from(Instant.now().minusSeconds(120))))
                .limit(20)
                .toList();
        insert(
                "uploadRooms",
                new Document("_id", "xiaokong").append("version", 1L).append("taken", taken));
        announced(someone, "作业.mp4", 10);
    }

    @Test
    void a_type_that_is_not_taken_is_refused_at_the_end_and_leaves_nothing() throws IOException {
        long before = contents();
        var program = new byte[1000];
        program[0] = 'M';
        program[1] = 'Z';
        var id = announced(STUDENT, "作业.mp4", program.length);
        as(STUDENT, piece(id, 0, Arrays.copyOf(program, 500))).expectStatus().isNoContent();
        assertThat(problem(as(STUDENT, piece(id, 500, Arrays.copyOfRange(program, 500, 1000))), 415))
                .isEqualTo("file-type-not-taken");
        as(STUDENT, tus(client.head().uri("/api/uploads/{id}", id)))
                .expectStatus()
                .isEqualTo(410);
        assertThat(contents()).isEqualTo(before);
        assertThat(problem(as(STUDENT, withAnnouncement(program.length, program)), 415))
                .isEqualTo("file-type-not-taken");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void what_arrived_before_the_connection_broke_is_kept() throws IOException {
        for (boolean reset : List.of(false, true)) {
            var id = announced(STUDENT, "作业.mp4", VIDEO.length);
            try (var socket = new Socket("localhost", port)) {
                socket.getOutputStream()
                        .write(("PATCH /api/uploads/" + id + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                        + STUDENT
                                        + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Length: "
                                        + VIDEO.length
                                        + "\r\nContent-Type: application/offset+octet-stream\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().write(VIDEO, 0, 200_000);
                socket.getOutputStream().flush();
                if (reset) {
                    eventually(() -> assertThat(contentsOnTheirWay()).isPositive());
                    socket.setSoLinger(true, 0);
                }
            }
            eventually(() -> assertThat(offset(id)).isPositive());
            long offset = offset(id);
            assertThat(offset).isLessThanOrEqualTo(200_000);
            sent(id, (int) offset, VIDEO.length);
            assertThat(fileSha256(id)).isEqualTo(Ids.sha256Hex(VIDEO));
        }
    }

    @Test
    void a_file_is_made_once_of_what_a_process_that_was_killed_had_taken_in_whoever_finishes_it() throws Exception {
        for (int round = 0; round < 3; round++) {
            var id = Ids.next();
            store.put(id + "-1", Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(VIDEO)), "作业.mp4", VIDEO.length)
                    .block();
            var now = java.util.Date.from(Instant.now().minusSeconds(1));
            insert(
                    "uploads",
                    new Document("_id", id)
                            .append("version", 5L)
                            .append("kind", "finishing")
                            .append(
                                    "about",
                                    new Document("ownerId", "xiaoming")
                                            .append("name", "作业.mp4")
                                            .append("length", (long) VIDEO.length)
                                            .append("createdAt", now))
                            .append("pieces", List.of(new Document("number", 1L).append("bytes", (long) VIDEO.length)))
                            .append("named", 3L)
                            .append("dueAt", now));
            var statuses = Races.of(
                    4,
                    _ -> () -> as(STUDENT, tus(client.head().uri("/api/uploads/{id}", id)))
                            .returnResult(Void.class)
                            .getStatus()
                            .value());
            assertThat(statuses).isSubsetOf(200, 423);
            eventually(() -> assertThat(as(STUDENT, tus(client.head().uri("/api/uploads/{id}", id)))
                            .returnResult(Void.class)
                            .getStatus()
                            .value())
                    .isEqualTo(200));
            assertThat(fileSha256(id)).isEqualTo(Ids.sha256Hex(VIDEO));
        }
    }

    @Test
    void what_landed_without_a_document_goes() throws IOException {
        long before = contents();
        var id = Ids.next();
        store.put(id + "-1", Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(VIDEO)), "x", VIDEO.length)
                .block();
        insert(
                "uploads",
                new Document("_id", id)
                        .append("version", 1L)
                        .append("kind", "landing")
                        .append("ownerId", "xiaoming")
                        .append("fileId", "never-made")
                        .append("named", 2L)
                        .append("dueAt", java.util.Date.from(Instant.now().plusSeconds(3000))));
        assertThat(contents()).isEqualTo(before + 1);
        due.sweepAt(Instant.now().plusSeconds(3001)).block();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void a_client_that_cannot_say_a_method_says_what_it_means() {
        var id = announced(STUDENT, "作业.mp4", VIDEO.length);
        var patch = pieceCall(client.post().uri("/api/uploads/{id}", id), 0, Arrays.copyOf(VIDEO, 10))
                .header("X-HTTP-Method-Override", "PATCH");
        as(STUDENT, patch).expectStatus().isNoContent();
        assertThat(offset(id)).isEqualTo(10);
        assertThat(problem(as(STUDENT, tus(client.post().uri("/api/uploads/{id}", id))), 405))
                .isEqualTo("method-not-allowed");
        var delete = tus(client.post().uri("/api/uploads/{id}", id)).header("X-HTTP-Method-Override", "DELETE");
        as(STUDENT, delete).expectStatus().isNoContent();
    }

    private String whole(byte[] content) {
        var id = announced(STUDENT, "作业.mp4", content.length);
        as(STUDENT, piece(id, 0, content)).expectStatus().isNoContent();
        return id;
    }

    private void sent(String id, int from, int to) {
        var answer = as(STUDENT, piece(id, from, Arrays.copyOfRange(VIDEO, from, to)));
        body(answer, 204);
        answer.expectHeader().valueEquals("Upload-Offset", String.valueOf(to));
    }

    private WebTestClient.RequestHeadersSpec<?> piece(String id, long offset, byte[] bytes) {
        return pieceCall(client.patch().uri("/api/uploads/{id}", id), offset, bytes);
    }

    private long offset(String id) {
        var answer = as(STUDENT, tus(client.head().uri("/api/uploads/{id}", id)));
        answer.expectStatus().isOk();
        answer.expectHeader().valueEquals("Cache-Control", "no-store");
        return Long.parseLong(
                answer.returnResult(Void.class).getResponseHeaders().getFirst("Upload-Offset"));
    }

    private String fileSha256(String id) {
        return Ids.sha256Hex(
                get(STUDENT, "/api/files/{id}", id).expectBody().returnResult().getResponseBody());
    }

    private void insert(String collection, Document document) {
        Mono.from(Infrastructure.unguarded(database).getCollection(collection).insertOne(document))
                .block();
    }

    /** Files on the disk, finished or not. */
    private long contents() throws IOException {
        return count("");
    }

    private long contentsOnTheirWay() throws IOException {
        return count("coming");
    }

    private long count(String folder) throws IOException {
        var directory = Path.of(settings.files().uri()).resolve(folder);
        if (Files.notExists(directory)) {
            return 0;
        }
        try (var tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).count();
        }
    }
}
