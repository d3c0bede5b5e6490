package io.airclass.roster.export;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.region.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class ExportTest extends RosterServiceTest {
    private static final List<String> COMPARED = List.of("orgs", "terms", "classes", "people", "accounts", "usernames");

    @TempDir
    Path directory;

    @Autowired
    Database database;

    private com.mongodb.reactivestreams.client.MongoCollection<Document> collection(String name) {
        return Infrastructure.unguarded(database).getCollection(name);
    }

    @BeforeEach
    void nothing_is_there() {
        clear();
    }

    private void clear() {
        COMPARED.forEach(
                name -> Mono.from(collection(name).deleteMany(new Document("_id", new Document("$ne", "admin"))))
                        .block());
    }

    /** Every document without its version and its password. */
    private Map<String, Document> state() {
        var state = new TreeMap<String, Document>();
        COMPARED.forEach(
                name -> Flux.from(collection(name).find()).collectList().block().forEach(document -> {
                    List.of("version", "outbox", "outboxAt", "outboxTries", "passwordHash")
                            .forEach(document::remove);
                    state.put(name + ":" + document.getString("_id"), document);
                }));
        return state;
    }

    private WebTestClient.ResponseSpec ask(String token, String orgId, String key) {
        return client.post()
                .uri("/api/exports")
                .headers(h -> h.setBearerAuth(token))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("orgId", orgId))
                .exchange();
    }

    private String asked(String token, String orgId) {
        return location(ask(token, orgId, UUID.randomUUID().toString()));
    }

    private JsonNode done(String token, String location) {
        var answer = new AtomicReference<JsonNode>();
        eventually(() -> {
            answer.set(ok(get(token, location)));
            assertThat(answer.get().get("state").asString()).isIn("DONE", "FAILED");
        });
        assertThat(answer.get().get("state").asString()).isEqualTo("DONE");
        return answer.get();
    }

    private byte[] exported(String token, String orgId) {
        var export = done(token, asked(token, orgId));
        return get(token, export.get("file").asString())
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/zip")
                .expectBody()
                .returnResult()
                .getResponseBody();
    }

    private static Map<String, String> entries(byte[] zip) throws IOException {
        var entries = new HashMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private void region(int schools, int teachers, int students) throws IOException {
        var report = imported(Files.readAllBytes(new Region(schools, teachers, students).zip(directory)));
        assertThat(report.get("errorCount").asLong()).as(report.toString()).isZero();
    }

    @Test
    void a_region_comes_back_from_its_export_document_by_document() throws IOException {
        region(18, 120, 900);
        imported(Zips.school());
        var before = state();

        byte[] zip = exported(admin(), "root");
        clear();
        var report = imported(zip);

        assertThat(report.get("errorCount").asLong()).as(report.toString()).isZero();
        assertThat(state()).isEqualTo(before);
        var again = imported(zip);
        for (String kind : List.of("orgs", "terms", "classes", "people", "accounts")) {
            assertThat(again.at("/counts/" + kind + "/made").asLong()).as(kind).isZero();
            assertThat(again.at("/counts/" + kind + "/changed").asLong())
                    .as(kind)
                    .isZero();
        }
    }

    @Test
    void a_county_is_exported_with_the_line_above_it_and_nothing_beside_it() throws IOException {
        region(18, 120, 900);
        String token = issuer.token("r-head", "ORG_ADMINISTRATOR@r-county-3");
        var before = state();

        byte[] zip = exported(token, "r-county-3");

        var entries = entries(zip);
        assertThat(entries.get("orgs.csv").lines().map(line -> line.split(",")[0]))
                .containsExactlyInAnyOrder("sourcedId", "r-state", "r-pref", "r-county-3", "r-school-3", "r-school-12");
        assertThat(entries.get("users.csv")).contains("r-student-3,").doesNotContain("r-student-4,");
        String location = location(upload(token, UUID.randomUUID().toString(), zip));
        var report = finished(location);
        assertThat(report.get("errorCount").asLong()).as(report.toString()).isZero();
        assertThat(report.at("/counts/people/unchanged").asLong()).isPositive();
        assertThat(report.at("/counts/people/changed").asLong()).isZero();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void a_bundle_says_what_it_has_and_holds_no_password() throws IOException {
        imported(Zips.school());

        var entries = entries(exported(admin(), "school-1"));

        assertThat(entries.get("manifest.csv"))
                .contains("oneroster.version,1.2", "file.users,bulk", "file.results,absent");
        assertThat(entries.get("users.csv")).contains("li.ming").doesNotContain("Lesson-2026", "argon2");
        assertThat(entries.get("enrollments.csv")).contains("\"数学,物理\"");
    }

    @Test
    void neighbours_do_not_export_and_do_not_fetch() throws IOException {
        imported(Zips.school());
        String own = issuer.token("a", "SCHOOL_ADMINISTRATOR@school-1");
        String next = issuer.token("b", "ORG_ADMINISTRATOR@pu-an");
        String location = asked(own, "school-1");
        done(own, location);

        assertThat(problem(ask(next, "school-1", "x1"), 403)).isEqualTo("export-forbidden");
        assertThat(problem(ask(next, "none", "x2"), 403)).isEqualTo("export-forbidden");
        assertThat(problem(ask(own, "xingyi", "x3"), 403)).isEqualTo("export-forbidden");
        assertThat(problem(ask(issuer.token("c", "TEACHER@school-1"), "school-1", "x4"), 403))
                .isEqualTo("export-forbidden");
        assertThat(problem(get(next, location), 404)).isEqualTo("not-found");
        assertThat(problem(get(next, location + "/file"), 404)).isEqualTo("not-found");
        get(issuer.token("d", "ORG_ADMINISTRATOR@xingyi"), location + "/file")
                .expectStatus()
                .isOk();
    }

    @Test
    void the_same_request_gives_the_same_export_and_another_body_is_refused() {
        imported(Zips.school());
        String key = UUID.randomUUID().toString();

        var first = ask(admin(), "school-1", key)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .returnResult();
        var second = ask(admin(), "school-1", key)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .returnResult();

        assertThat(second.getResponseHeaders().getLocation())
                .isEqualTo(first.getResponseHeaders().getLocation());
        assertThat(problem(ask(admin(), "xingyi", key), 422)).isEqualTo("idempotency-key-reused");
    }

    @Test
    void the_file_goes_after_its_time_and_fetching_is_audited() {
        imported(Zips.school());
        String location = asked(admin(), "school-1");
        done(admin(), location);
        get(admin(), location + "/file").expectStatus().isOk();
        String id = location.substring(location.lastIndexOf('/') + 1);
        eventually(() -> assertThat(Flux.from(collection("audit").find(new Document("facts.export", id)))
                        .map(entry -> entry.getString("action"))
                        .collectList()
                        .block())
                .containsExactlyInAnyOrder("export-asked", "export-fetched"));

        Mono.from(collection("exports")
                        .updateOne(new Document("_id", id), new Document("$set", new Document("dueAt", Instant.EPOCH))))
                .block();

        eventually(
                () -> assertThat(problem(get(admin(), location + "/file"), 410)).isEqualTo("export-expired"));
        assertThat(ok(get(admin(), location)).get("state").asString()).isEqualTo("EXPIRED");
    }
}
