package io.airclass.roster.batch;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.OwnSchool;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@TestPropertySource(properties = "airclass.batch.sweep-wait=50ms")
class BatchTest extends RosterServiceTest {
    @Autowired
    Database database;

    @Autowired
    BatchRepository batches;

    @Autowired
    BatchMakingService making;

    @BeforeEach
    void a_school_is_there() {
        var files = OwnSchool.of("ba");
        files.computeIfPresent("users.csv", (_, rows) -> rows.replace(",ba.zhao.xue,", ",,"));
        assertThat(imported(files).get("errorCount").asLong()).isZero();
        for (String collection : List.of("accounts", "usernames")) {
            Mono.from(Infrastructure.unguarded(database)
                            .getCollection(collection)
                            .deleteMany(new Document(
                                    "_id",
                                    new Document(
                                            "$in",
                                            List.of(
                                                    "ba-student-1",
                                                    "ba-student-2",
                                                    "ba-teacher-1",
                                                    "ba-teacher-2",
                                                    "ba-guardian-1",
                                                    "ba.li.ming",
                                                    "ba.li.baba",
                                                    "ba.chen.laoshi",
                                                    "ba.wang.laoshi")))))
                    .block();
        }
        imported(files);
    }

    private String administrator() {
        return issuer.token("ba-teacher-3", "SCHOOL_ADMINISTRATOR@ba-school-1");
    }

    private WebTestClient.ResponseSpec ask(String token, String org, Map<String, Object> body) {
        return ask(token, org, UUID.randomUUID().toString(), body);
    }

    private WebTestClient.ResponseSpec ask(String token, String org, String key, Map<String, Object> body) {
        return client.post()
                .uri("/api/orgs/{id}/account-batches", org)
                .headers(h -> h.setBearerAuth(token))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private String ready(Map<String, Object> body) {
        String location = location(ask(administrator(), "ba-school-1", body));
        eventually(
                () -> assertThat(ok(get(administrator(), location)).get("state").asString())
                        .isEqualTo("READY"));
        return location;
    }

    /** Username to password. */
    private Map<String, String> fetched(String location) {
        String csv = new String(
                get(administrator(), location + "/passwords")
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueEquals("Cache-Control", "no-store")
                        .expectBody()
                        .returnResult()
                        .getResponseBody(),
                StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\ufeff学校,班级,姓名,用户名,初始密码,有效期至\r\n");
        var passwords = new HashMap<String, String>();
        Arrays.stream(csv.split("\r\n")).skip(1).map(line -> line.split(",")).forEach(cells -> {
            assertThat(cells[0]).isEqualTo("兴义市第一中学");
            passwords.put(cells[3], cells[4]);
        });
        return passwords;
    }

    @Test
    void a_school_gets_its_passwords_once_and_each_opens_one_account() {
        String location = ready(Map.of("whom", List.of("STUDENT", "TEACHER", "GUARDIAN"), "replace", true));

        Map<String, String> passwords = fetched(location);

        assertThat(passwords.keySet())
                .containsExactlyInAnyOrder(
                        "ba.li.ming", "ba-student-2", "ba.li.baba", "ba.chen.laoshi", "ba.wang.laoshi");
        assertThat(passwords.values()).doesNotHaveDuplicates();
        passwords.forEach((username, password) ->
                signIn(username, password).expectStatus().isOk());
        assertThat(problem(get(administrator(), location + "/passwords"), 410)).isEqualTo("account-batch-gone");
        assertThat(ok(get(administrator(), location)).get("state").asString()).isEqualTo("TAKEN");
    }

    @Test
    void who_has_a_password_keeps_it_unless_the_batch_replaces() {
        String location = ready(Map.of("whom", List.of("STUDENT", "GUARDIAN")));

        assertThat(ok(get(administrator(), location)).get("skipped").asLong()).isEqualTo(2);
        assertThat(fetched(location)).containsOnlyKeys("ba-student-2");
        signIn("ba.li.ming", "Lesson-2026").expectStatus().isOk();
    }

    @Test
    void a_class_is_its_members_and_the_students_guardians() {
        String location =
                ready(Map.of("whom", List.of("STUDENT", "GUARDIAN"), "classId", "ba-class-1", "replace", true));

        assertThat(fetched(location)).containsOnlyKeys("ba.li.ming", "ba-student-2", "ba.li.baba");
    }

    @Test
    void of_many_fetches_at_once_one_gets_the_list() {
        String location = ready(Map.of("whom", List.of("STUDENT"), "replace", true));

        var statuses = Races.of(
                20,
                _ -> () -> get(administrator(), location + "/passwords")
                        .returnResult(byte[].class)
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 410);
    }

    @Test
    void nothing_in_the_database_tells_a_password() {
        String location = ready(Map.of("whom", List.of("STUDENT"), "replace", true));
        Map<String, String> passwords = fetched(location);

        String stored = Flux.just("accounts", "accountBatches", "audit", "sessions")
                .concatMap(name -> Flux.from(
                        Infrastructure.unguarded(database).getCollection(name).find()))
                .map(Document::toJson)
                .reduce("", String::concat)
                .block();

        assertThat(stored).doesNotContain(passwords.values().toArray(String[]::new));
    }

    @Test
    void a_list_that_nobody_fetches_expires() {
        String location = ready(Map.of("whom", List.of("STUDENT"), "replace", true));
        String id = location.substring(location.lastIndexOf('/') + 1);

        making.sweepAt(Instant.now().plus(Duration.ofDays(4))).block();

        eventually(() -> assertThat(batches.find(id).block().value()).isInstanceOf(AccountBatch.Over.class));
        assertThat(problem(get(administrator(), location + "/passwords"), 410)).isEqualTo("account-batch-gone");
    }

    @Test
    void a_batch_that_was_made_twice_has_the_same_passwords() {
        String location = ready(Map.of("whom", List.of("STUDENT"), "replace", true));
        String id = location.substring(location.lastIndexOf('/') + 1);
        var stored = batches.find(id).block();
        var ready = (AccountBatch.Ready) stored.value();
        batches.save(stored, new AccountBatch.Making(ready.order(), ready.seed(), Instant.now(), 1), List.of())
                .block();

        Races.of(
                4,
                _ -> () -> making.sweepAt(Instant.now())
                        .onErrorResume(VersionMoved.class, _ -> Mono.empty())
                        .block());
        eventually(
                () -> assertThat(ok(get(administrator(), location)).get("state").asString())
                        .isEqualTo("READY"));

        fetched(location)
                .forEach((username, password) ->
                        signIn(username, password).expectStatus().isOk());
    }

    @Test
    void the_same_request_again_is_the_same_batch() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("whom", List.of("STUDENT"));

        var first = ok(ask(administrator(), "ba-school-1", key, body), 202);
        var second = ok(ask(administrator(), "ba-school-1", key, body), 202);

        assertThat(first.get("id")).isEqualTo(second.get("id"));
        assertThat(problem(ask(administrator(), "ba-school-1", key, Map.of("whom", List.of("TEACHER"))), 422))
                .isEqualTo("idempotency-key-reused");
    }

    private static tools.jackson.databind.JsonNode ok(WebTestClient.ResponseSpec response, int status) {
        return json(response.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    @Test
    void a_batch_is_seen_by_who_asked_for_it_only() {
        String location = ready(Map.of("whom", List.of("STUDENT")));
        String other = issuer.token("ba-teacher-2", "SCHOOL_ADMINISTRATOR@ba-school-1");

        assertThat(problem(get(other, location), 404)).isEqualTo("not-found");
        assertThat(problem(get(other, location + "/passwords"), 404)).isEqualTo("not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "ba-school-1, none, 422, account-batch-class-unknown",
        "xingyi, '', 404, not-found",
        "none, '', 404, not-found"
    })
    void a_batch_is_for_a_school_of_ones_own(String org, String classId, int status, String slug) {
        Map<String, Object> body = classId.isEmpty()
                ? Map.of("whom", List.of("STUDENT"))
                : Map.of("whom", List.of("STUDENT"), "classId", classId);

        assertThat(problem(ask(administrator(), org, body), status)).isEqualTo(slug);
    }

    @Test
    void a_bad_request_is_told_what_is_wrong() {
        assertThat(problem(ask(administrator(), "ba-school-1", Map.of("whom", List.of())), 400))
                .isEqualTo("invalid-fields");
        assertThat(problem(ask(administrator(), "ba-school-1", Map.of("whom", List.of("PLATFORM_ADMINISTRATOR"))), 400))
                .isEqualTo("invalid-fields");
        assertThat(problem(
                        ask(
                                issuer.token("a", "ORG_ADMINISTRATOR@xingyi"),
                                "xingyi",
                                Map.of("whom", List.of("STUDENT"))),
                        422))
                .isEqualTo("account-batch-not-a-school");
    }

    @Test
    void cells_that_could_be_formulas_are_made_harmless() {
        String csv = new String(
                PasswordList.csv(
                        "=HYPERLINK(\"x\")",
                        List.of(new PasswordList.Line(
                                "高一,1", "+李", "@u", "abc", Instant.parse("2026-12-01T00:00:00Z"))),
                        java.time.ZoneId.of("Asia/Shanghai")),
                StandardCharsets.UTF_8);

        assertThat(csv).endsWith("\"'=HYPERLINK(\"\"x\"\")\",\"高一,1\",'+李,'@u,abc,2026-12-01 08:00\r\n");
    }
}
