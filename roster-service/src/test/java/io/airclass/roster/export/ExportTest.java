package io.airclass.roster.export;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.personal.Numbers;
import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.Particulars;
import io.airclass.roster.personal.PersonalService;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.region.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class ExportTest extends RosterServiceTest {
    private static final List<String> COMPARED =
            List.of("orgs", "terms", "classes", "people", "accounts", "usernames", "personal");

    @TempDir
    Path directory;

    @Autowired
    Database database;

    @Autowired
    PersonalService personal;

    @Autowired
    FileStore files;

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
        return ask(token, Map.of("orgId", orgId), key);
    }

    private WebTestClient.ResponseSpec ask(String token, Map<String, Object> body, String key) {
        return client.post()
                .uri("/api/exports")
                .headers(h -> h.setBearerAuth(token))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
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

    @Test
    void an_export_keeps_its_lease_while_its_files_are_packed() {
        imported(Zips.school());

        String location = asked(admin(), "school-1");
        done(admin(), location);

        String id = location.substring(location.lastIndexOf('/') + 1);
        var job = Mono.from(collection("exports").find(new Document("_id", id)).first())
                .block();
        int askedTakenAndDone = 3;
        assertThat(job.getLong("version")).isGreaterThanOrEqualTo(askedTakenAndDone + BundleWriter.packs());
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

    private static Map<String, Object> withParticulars(String orgId) {
        return Map.of(
                "orgId",
                orgId,
                "particulars",
                Map.of("fields", List.of("PHONE", "IDENTITY_NUMBER", "STUDENT_NUMBER"), "reason", "学籍核对"));
    }

    private Map<String, Particulars> particulars() {
        return personal.open(Set.of("student-1", "student-2", "teacher-1", "guardian-1", "elsewhere"))
                .block();
    }

    private void everybodyHasParticulars() {
        var files = Zips.school();
        files.merge("orgs.csv", Zips.org("school-2", "兴义市第二中学", "school", "xingyi", "school", ""), String::concat);
        files.merge("users.csv", Zips.user("elsewhere", "", "李", "妈妈", "", ""), String::concat);
        files.merge("roles.csv", Zips.role("elsewhere", "guardian", "school-2", ""), String::concat);
        files.put(
                "users.csv",
                files.get("users.csv").replace("雪,赵,,,,,,", "雪,赵,," + Numbers.student(981) + ",,,,elsewhere"));
        imported(files);
        personal.ensure(Map.of(
                        "student-1",
                        new Particulars(Map.of(
                                Particular.PHONE,
                                Numbers.phone(980),
                                Particular.IDENTITY_NUMBER,
                                Numbers.identity(980))),
                        "teacher-1",
                        new Particulars(Map.of(Particular.PHONE, Numbers.phone(982))),
                        "elsewhere",
                        new Particulars(Map.of(Particular.PHONE, Numbers.phone(983)))))
                .block();
    }

    @Test
    void particulars_go_out_for_a_reason_to_the_registrar_who_gave_it_and_come_back_the_same() throws IOException {
        everybodyHasParticulars();
        String registrar = issuer.token("a", "SCHOOL_ADMINISTRATOR@school-1");
        String location = location(ask(registrar, withParticulars("school-1"), "p1"));
        done(registrar, location);
        byte[] zip = get(registrar, location + "/file")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .returnResult()
                .getResponseBody();

        String users = entries(zip).get("users.csv");
        assertThat(users)
                .contains(Numbers.phone(980), Numbers.identity(980), Numbers.student(981), Numbers.phone(982))
                .as("who has a registrar elsewhere")
                .contains("elsewhere")
                .doesNotContain(Numbers.phone(983));
        var before = particulars();
        assertThat(before).hasSize(4);
        clear();
        assertThat(imported(zip).get("errorCount").asLong()).isZero();
        before.remove("elsewhere");
        assertThat(particulars()).isEqualTo(before);
        eventually(() -> assertThat(audited(location))
                .containsExactlyInAnyOrder(
                        "export-asked phone identityNumber studentNumber 学籍核对",
                        "export-fetched phone identityNumber studentNumber null"));
    }

    private List<String> audited(String location) {
        String id = location.substring(location.lastIndexOf('/') + 1);
        return Flux.from(collection("audit").find(new Document("facts.export", id)))
                .map(entry -> entry.getString("action") + " "
                        + entry.get("facts", Document.class).getString("fields") + " "
                        + entry.get("facts", Document.class).getString("reason"))
                .collectList()
                .block();
    }

    @Test
    void nobody_else_gets_particulars_and_without_asking_the_columns_are_empty() throws IOException {
        everybodyHasParticulars();
        String registrar = issuer.token("a", "SCHOOL_ADMINISTRATOR@school-1");
        for (String other : List.of(admin(), issuer.token("b", "ORG_ADMINISTRATOR@xingyi"))) {
            assertThat(problem(ask(other, withParticulars("school-1"), "p2"), 403))
                    .isEqualTo("disclosure-forbidden");
        }
        assertThat(problem(ask(registrar, withParticulars("school-2"), "p3"), 403))
                .isEqualTo("export-forbidden");
        var noReason = Map.<String, Object>of(
                "orgId", "school-1", "particulars", Map.of("fields", List.of("PHONE"), "reason", " "));
        ask(registrar, noReason, "p4").expectStatus().isBadRequest();
        String location = location(ask(registrar, withParticulars("school-1"), "p5"));
        done(registrar, location);

        for (String other : List.of(
                admin(),
                issuer.token("b", "ORG_ADMINISTRATOR@xingyi"),
                issuer.token("c", "SCHOOL_ADMINISTRATOR@school-1"),
                issuer.token("a", "ORG_ADMINISTRATOR@xingyi"))) {
            assertThat(problem(get(other, location + "/file"), 403)).isEqualTo("disclosure-forbidden");
        }
        assertThat(entries(exported(registrar, "school-1")).get("users.csv"))
                .doesNotContain(Numbers.phone(980), Numbers.identity(980), Numbers.student(981));
    }

    @Test
    void the_stored_file_tells_nothing_and_a_part_of_the_bundle_is_fetched_by_itself() {
        everybodyHasParticulars();
        String registrar = issuer.token("a", "SCHOOL_ADMINISTRATOR@school-1");
        String location = location(ask(registrar, withParticulars("school-1"), "p6"));
        done(registrar, location);
        var whole =
                get(registrar, location + "/file").expectBody().returnResult().getResponseBody();
        String id = location.substring(location.lastIndexOf('/') + 1);
        var job = Mono.from(collection("exports").find(new Document("_id", id)).first())
                .block();

        var stored = DataBufferUtils.join(files.get(job.getString("fileId"), 0, Long.MAX_VALUE))
                .block()
                .toString(StandardCharsets.ISO_8859_1);

        assertThat(new String(whole, StandardCharsets.ISO_8859_1)).contains("users.csv");
        assertThat(stored).doesNotContain("users.csv").hasSizeGreaterThan(whole.length);
        client.get()
                .uri(location + "/file")
                .headers(h -> h.setBearerAuth(registrar))
                .header("Range", "bytes=10-19")
                .exchange()
                .expectStatus()
                .isEqualTo(206)
                .expectBody(byte[].class)
                .isEqualTo(Arrays.copyOfRange(whole, 10, 20));
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
