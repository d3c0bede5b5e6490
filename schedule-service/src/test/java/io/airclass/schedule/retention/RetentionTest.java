package io.airclass.schedule.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.Database;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.School;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of people ends when its time is over. */
@ServiceTest
class RetentionTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Instant LIMIT =
            NOW.atZone(ZoneId.of("Asia/Shanghai")).minusMonths(24).toInstant();
    private static final Duration UPLOADS_KEPT = Duration.ofDays(7);

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    Database database;

    @Autowired
    RetentionService retention;

    @Autowired
    List<Kept> all;

    @Autowired
    FileStore store;

    @Autowired
    JsonMapper json;

    private School school;

    @BeforeEach
    void aSchool() {
        school = new School(roster);
    }

    private String planted(String collection, String field, Instant at) {
        var id = UUID.randomUUID().toString();
        Mono.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .insertOne(new Document("_id", id).append(field, Date.from(at))))
                .block();
        return id;
    }

    private boolean isThere(String collection, String id) {
        return Mono.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .find(new Document("_id", id))
                        .first())
                .hasElement()
                .block();
    }

    @ParameterizedTest
    @CsvSource({"attendance,firstAt", "replayWatchings,lastAt", "replayTasks,missedAt"})
    void what_says_something_of_a_person_goes_after_its_months_and_not_a_moment_before(
            String collection, String field) {
        var older = planted(collection, field, LIMIT.minusMillis(1));
        var atTheLimit = planted(collection, field, LIMIT);
        var younger = planted(collection, field, LIMIT.plusMillis(1));
        retention.sweepAt(NOW).block();
        retention.sweepAt(NOW).block();
        assertThat(isThere(collection, older)).isFalse();
        assertThat(isThere(collection, atTheLimit)).isTrue();
        assertThat(isThere(collection, younger)).isTrue();
    }

    @Test
    void at_most_so_many_are_ended_together_the_oldest_first() {
        var kept = all.stream()
                .filter(one -> one.what().equals("attendance"))
                .findFirst()
                .orElseThrow();
        var second = planted("attendance", "firstAt", Instant.EPOCH.plusSeconds(2));
        var first = planted("attendance", "firstAt", Instant.EPOCH.plusSeconds(1));
        assertThat(kept.end(Instant.EPOCH.plusSeconds(60), 1).block()).isEqualTo(1);
        assertThat(isThere("attendance", first)).isFalse();
        assertThat(isThere("attendance", second)).isTrue();
        assertThat(kept.end(Instant.EPOCH.plusSeconds(60), 10).block()).isEqualTo(1);
        assertThat(kept.end(Instant.EPOCH.plusSeconds(60), 10).block()).isZero();
    }

    private String uploaded() {
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource("%PDF-1.7 学案".getBytes(StandardCharsets.UTF_8)))
                .filename("学案.pdf");
        var body = client.post()
                .uri("/api/schedule-files")
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .body(BodyInserters.fromMultipartData(parts.build()))
                .exchange()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody();
        return json.readTree(body).get("id").asString();
    }

    private record Made(int status, JsonNode body) {}

    private Made made(String fileId) {
        return made(fileId, "MATERIAL");
    }

    private Made made(String fileId, String type) {
        var result = client.post()
                .uri("/api/resources?org={org}", school.school)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .header("Idempotency-Key", Ids.next())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("stage", "JUNIOR", "subject", "数学", "type", type, "title", "有理数", "fileId", fileId))
                .exchange()
                .expectBody(byte[].class)
                .returnResult();
        return new Made(result.getStatus().value(), json.readTree(result.getResponseBody()));
    }

    private int content(String resourceId) {
        return client.get()
                .uri("/api/resources/{id}/content", resourceId)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .exchange()
                .expectBody(byte[].class)
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void an_upload_that_nothing_was_made_of_goes_and_one_that_is_used_stays() {
        var used = uploaded();
        var resource = made(used);
        assertThat(resource.status()).isEqualTo(201);
        var unused = uploaded();
        retention.sweepAt(Instant.now().plus(UPLOADS_KEPT).minusSeconds(60)).block();
        assertThat(isThere("uploads", unused)).isTrue();
        retention.sweepAt(Instant.now().plus(UPLOADS_KEPT).plusSeconds(60)).block();
        assertThat(isThere("uploads", unused)).isFalse();
        assertThat(isThere("uploads", used)).isTrue();
        assertThat(content(resource.body().get("id").asString())).isEqualTo(200);
        assertThat(made(unused).body().get("type").asString()).endsWith("file-not-yours");
    }

    @Test
    void what_is_used_in_the_moment_of_its_end_is_whole_or_refused() {
        for (int round = 0; round < 10; round++) {
            var file = uploaded();
            var later = Instant.now().plus(UPLOADS_KEPT).plusSeconds(60);
            var results = Races.<Object>of(
                    2,
                    i -> () -> i == 0
                            ? made(file)
                            : retention.sweepAt(later).thenReturn("ended").block());
            var made = (Made) results.getFirst();
            if (made.status() == 201) {
                assertThat(content(made.body().get("id").asString())).isEqualTo(200);
            } else {
                assertThat(made.body().get("type").asString()).endsWith("file-not-yours");
                assertThat(isThere("uploads", file)).isFalse();
            }
        }
    }

    @Test
    void a_file_whose_only_use_was_refused_is_unused_and_one_with_another_use_stays() {
        var refused = uploaded();
        var used = uploaded();
        for (var file : List.of(refused, used)) {
            assertThat(made(file, "TV").body().get("type").asString()).endsWith("resource-broadcast-not-tv");
        }
        var resource = made(used);
        assertThat(resource.status()).isEqualTo(201);
        assertThat(Races.of(
                        6, i -> () -> made(used, i % 2 == 0 ? "TV" : "MATERIAL").status()))
                .containsOnly(201, 422);

        retention.sweepAt(Instant.now().plus(UPLOADS_KEPT).plusSeconds(60)).block();
        assertThat(isThere("uploads", refused)).isFalse();
        assertThat(isThere("uploads", used)).isTrue();
        assertThat(content(resource.body().get("id").asString())).isEqualTo(200);
    }

    @Test
    void a_content_that_no_document_came_to_name_goes_and_one_that_is_named_stays() {
        var file = uploaded();
        var resource = made(file);
        var named = Mono.from(Infrastructure.unguarded(database)
                        .getCollection("uploads")
                        .find(new Document("_id", file))
                        .first())
                .block()
                .getString("blobId");
        var unnamed = store.put(Ids.next(), bytes(), "方案.pdf", 1_000).block().id();
        var ofPlan = store.put(Ids.next(), bytes(), "方案.pdf", 1_000).block().id();
        var young = store.put(Ids.next(), bytes(), "方案.pdf", 1_000).block().id();
        var old = Instant.now().minus(UPLOADS_KEPT).minusSeconds(60);
        landed(named, "uploads", file, old);
        landed(unnamed, "uploads", Ids.next(), old);
        landed(ofPlan, "filings", "call~school-1", old);
        landed(young, "uploads", Ids.next(), Instant.now());

        retention.sweepAt(Instant.now()).block();
        retention.sweepAt(Instant.now()).block();

        assertThat(content(resource.body().get("id").asString())).isEqualTo(200);
        for (var gone : List.of(unnamed, ofPlan)) {
            assertThatThrownBy(() -> store.get(gone, 0, 1).blockLast()).isInstanceOf(Refused.class);
        }
        assertThat(store.get(young, 0, 1).blockLast()).isNotNull();
        assertThat(List.of(named, unnamed, ofPlan)).noneMatch(id -> isThere("landings", id));
        assertThat(isThere("landings", young)).isTrue();
    }

    @Test
    void what_was_stored_to_the_end_leaves_no_note() {
        uploaded();
        assertThat(Flux.from(Infrastructure.unguarded(database)
                                .getCollection("landings")
                                .find(new Document("kind", "uploads")))
                        .map(note -> note.getString("namedBy"))
                        .collectList()
                        .block())
                .noneMatch(id -> isThere("uploads", id));
    }

    private static Flux<DataBuffer> bytes() {
        return Flux.defer(() -> Flux.just(
                DefaultDataBufferFactory.sharedInstance.wrap("%PDF-1.7 方案".getBytes(StandardCharsets.UTF_8))));
    }

    private void landed(String blobId, String kind, String namedBy, Instant since) {
        Mono.from(Infrastructure.unguarded(database)
                        .getCollection("landings")
                        .insertOne(new Document("_id", blobId)
                                .append("kind", kind)
                                .append("namedBy", namedBy)
                                .append("since", Date.from(since))))
                .block();
    }
}
