package io.airclass.testkit.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.testkit.ProblemTextRules;
import io.airclass.testkit.Races;
import io.airclass.testkit.RoleMatrix;
import io.airclass.testkit.ServiceTest;
import io.airclass.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@ServiceTest
class HttpTest {
    private static final String TEACHER = TestTokens.token("teacher-1", TestTokens.grant(Role.TEACHER, "school-1"));
    private static final String SUPERVISOR =
            TestTokens.token("officer-1", TestTokens.grant(Role.SUPERVISION_OFFICER, "root"));
    private static final String STRANGER = TestTokens.token("teacher-2", TestTokens.grant(Role.TEACHER, "school-1"));

    @Autowired
    WebTestClient client;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void every_endpoint_answers_every_role_as_declared() {
        var id = create(TEACHER, "矩阵").id();
        var roles = Map.of("owner", 200, "supervisor", 200, "stranger", 404, "nobody", 401);
        new RoleMatrix(client, requestMappingHandlerMapping)
                .actor("owner", TEACHER)
                .actor("supervisor", SUPERVISOR)
                .actor("stranger", STRANGER)
                .actor("nobody", null)
                .endpoint(
                        HttpMethod.POST,
                        "/api/notes",
                        c -> c.post()
                                .uri("/api/notes")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .bodyValue(Map.of("text", "x", "number", 1)),
                        Map.of("owner", 201, "supervisor", 201, "stranger", 201, "nobody", 401))
                .endpoint(HttpMethod.GET, "/api/notes/{id}", c -> c.get().uri("/api/notes/{id}", id), roles)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/notes/{id}",
                        c -> c.put().uri("/api/notes/{id}", id).bodyValue(Map.of("text", "矩阵", "number", 1)),
                        roles)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/notes/{id}/seal",
                        c -> c.put().uri("/api/notes/{id}/seal", id).header("If-Match", "\"7\""),
                        Map.of("owner", 412, "supervisor", 412, "stranger", 404, "nobody", 401))
                .endpoint(
                        HttpMethod.GET,
                        "/api/notes",
                        c -> c.get().uri("/api/notes"),
                        Map.of("owner", 200, "supervisor", 200, "stranger", 200, "nobody", 401))
                .endpoint(
                        HttpMethod.GET,
                        "/api/slow",
                        c -> c.get().uri("/api/slow"),
                        Map.of("owner", 200, "supervisor", 200, "stranger", 200, "nobody", 401))
                .endpoint(
                        HttpMethod.GET,
                        "/api/bug",
                        c -> c.get().uri("/api/bug"),
                        Map.of("owner", 500, "supervisor", 500, "stranger", 500, "nobody", 401))
                .verify();
    }

    @Test
    void an_endpoint_that_is_not_listed_is_found() {
        assertThat(new RoleMatrix(client, requestMappingHandlerMapping).missingFromList())
                .contains("GET /api/notes/{id}", "POST /api/notes", "GET /api/bug");
    }

    static java.util.stream.Stream<String> badTokens() {
        return TestTokens.bad("teacher-1", TestTokens.grant(Role.TEACHER, "school-1"));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void a_bad_token_gets_401_with_a_problem(String token) {
        client.get()
                .uri("/api/notes")
                .headers(h -> h.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueMatches("WWW-Authenticate", "Bearer.*")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/token-invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                | 400 | malformed-request",
                "{\"text\":\"a\",\"number\":1} x  | 400 | malformed-request",
                "[]                               | 400 | malformed-request",
                "{\"text\":\"a\",\"number\":\"1\"}| 400 | malformed-request",
                "{\"text\":{},\"number\":1}       | 400 | malformed-request",
                "{\"text\":\"a\",\"number\":1,\"admin\":true} | 400 | malformed-request",
                "{\"text\":\"\",\"number\":1}     | 400 | invalid-fields",
                "{\"text\":\"a\"}                 | 400 | invalid-fields",
                "''                               | 400 | malformed-request",
            })
    void a_bad_body_gets_a_clear_problem(String body, int status, String slug) {
        post(body.strip().getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON)
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/" + slug)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty();
    }

    @Test
    void bad_utf8_oversized_and_foreign_bodies_get_a_clear_problem() {
        post(
                        new byte[] {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xff, '"', '}'},
                        MediaType.APPLICATION_JSON)
                .expectStatus()
                .isBadRequest();
        post(
                        ("{\"text\":\"" + "长".repeat(200_000) + "\",\"number\":1}").getBytes(StandardCharsets.UTF_8),
                        MediaType.APPLICATION_JSON)
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/body-too-large");
        post("<a/>".getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_XML)
                .expectStatus()
                .isEqualTo(415);
    }

    @Test
    void the_pointer_says_which_field_has_the_wrong_type() {
        post("{\"text\":\"a\",\"number\":[]}".getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON)
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/number");
    }

    @Test
    void unknown_addresses_and_methods_are_problems_too() {
        get("/api/no-such-thing")
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        client.delete()
                .uri("/api/notes")
                .headers(h -> h.setBearerAuth(TEACHER))
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/method-not-allowed");
        get("/api/notes?limit=0").expectStatus().isBadRequest();
        get("/api/notes?limit=201").expectStatus().isBadRequest();
        get("/api/notes?limit=viele").expectStatus().isBadRequest();
        get("/api/notes?cursor=bm9uc2Vuc2U").expectStatus().isBadRequest();
        get("/api/notes?cursor=***").expectStatus().isBadRequest();
    }

    @Test
    void a_bug_answers_500_without_telling_anything() {
        var body = get("/api/bug")
                .expectStatus()
                .isEqualTo(500)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).contains("internal-error").doesNotContain("secret", "Exception", "io.airclass.kit", "at ");
    }

    @Test
    void problems_speak_the_language_of_the_caller() {
        assertThat(titleFor("en-GB,en;q=0.8")).isEqualTo("Not found");
        assertThat(titleFor("zh-CN")).isEqualTo("未找到");
        assertThat(titleFor("fr")).isEqualTo("未找到");
        assertThat(titleFor("!!")).isEqualTo("未找到");
    }

    private String titleFor(String language) {
        return (String) client.get()
                .uri("/api/notes/none")
                .headers(h -> h.setBearerAuth(TEACHER))
                .header("Accept-Language", language)
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody()
                .get("title");
    }

    @Test
    void the_same_version_read_again_answers_304() {
        var note = create(TEACHER, "三零四");
        client.get()
                .uri("/api/notes/{id}", note.id())
                .headers(h -> h.setBearerAuth(TEACHER))
                .header("If-None-Match", "\"1\"")
                .exchange()
                .expectStatus()
                .isNotModified();
        client.get()
                .uri("/api/notes/{id}", note.id())
                .headers(h -> h.setBearerAuth(TEACHER))
                .header("If-None-Match", "\"11\"")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
    }

    @Test
    void a_stale_if_match_gets_412_a_missing_one_428_and_a_strange_one_400() {
        var note = create(TEACHER, "版本");
        assertThat(seal(note.id(), null)).isEqualTo(428);
        assertThat(seal(note.id(), "abc")).isEqualTo(400);
        assertThat(seal(note.id(), "\"2\"")).isEqualTo(412);
        assertThat(seal(note.id(), "\"1\"")).isEqualTo(200);
        assertThat(seal(note.id(), "\"1\"")).isEqualTo(412);
    }

    private int seal(String id, String ifMatch) {
        var request = client.put().uri("/api/notes/{id}/seal", id).headers(h -> h.setBearerAuth(TEACHER));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.exchange().returnResult(Void.class).getStatus().value();
    }

    @Test
    void fifty_repeats_of_one_post_have_one_effect_and_fifty_equal_answers() {
        var key = UUID.randomUUID().toString();
        var answers = Races.of(
                50,
                _ -> () -> client.post()
                        .uri("/api/notes")
                        .headers(h -> h.setBearerAuth(TEACHER))
                        .header("Idempotency-Key", key)
                        .bodyValue(Map.of("text", "五十次", "number", 1))
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
        assertThat(answers).hasSize(50).containsOnly(answers.getFirst());
    }

    @Test
    void a_key_is_needed_and_serves_one_body_and_one_caller() {
        post("{\"text\":\"a\",\"number\":1}", TEACHER, null).expectStatus().isBadRequest();
        post("{\"text\":\"a\",\"number\":1}", TEACHER, "k k").expectStatus().isBadRequest();
        var key = UUID.randomUUID().toString();
        post("{\"text\":\"a\",\"number\":1}", TEACHER, key).expectStatus().isCreated();
        post("{\"text\":\"b\",\"number\":1}", TEACHER, key)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/idempotency-key-reused");
        post("{\"text\":\"b\",\"number\":1}", STRANGER, key).expectStatus().isCreated();
    }

    @Test
    void every_refusal_of_the_kit_has_its_texts_and_a_missing_one_is_found() {
        assertThat(ProblemTextRules.missingTexts(Path.of("../service-kit/src/main/java")))
                .isEmpty();
        assertThat(ProblemTextRules.missingTexts(Path.of("src/test/java/io/airclass/testkit/planted")))
                .containsExactly("no-text-for-this (en)", "no-text-for-this (zh)");
    }

    private NoteController.NoteResponse create(String token, String text) {
        return client.post()
                .uri("/api/notes")
                .headers(h -> h.setBearerAuth(token))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .bodyValue(Map.of("text", text, "number", 1))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(NoteController.NoteResponse.class)
                .returnResult()
                .getResponseBody();
    }

    private WebTestClient.ResponseSpec get(String uri) {
        return client.get().uri(uri).headers(h -> h.setBearerAuth(TEACHER)).exchange();
    }

    private WebTestClient.ResponseSpec post(byte[] body, MediaType type) {
        return client.post()
                .uri("/api/notes")
                .headers(h -> h.setBearerAuth(TEACHER))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(type)
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec post(String body, String token, String key) {
        var request = client.post()
                .uri("/api/notes")
                .headers(h -> h.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.bodyValue(body).exchange();
    }
}
