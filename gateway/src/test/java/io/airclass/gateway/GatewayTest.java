package io.airclass.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.gateway.route.Upstream;
import io.airclass.testkit.ProblemTextRules;
import io.airclass.testkit.TestTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Routes, tokens and what is refused at the door. */
class GatewayTest {
    private static final String PROBLEM = "application/problem+json";
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = new Gateway("airclass.gateway.person.burst=1000000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.services.values().forEach(LittleService::reset);
    }

    private static long reached() {
        return gateway.services.values().stream()
                .mapToLong(service -> service.seen.size())
                .sum();
    }

    static WebTestClient.ResponseSpec problem(WebTestClient.ResponseSpec answer, int status, String slug) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(PROBLEM)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/" + slug)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.detail")
                .isNotEmpty();
        return answer;
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "POST /api/auth/token ROSTER",
                "POST /api/auth/sign-out ROSTER",
                "GET /.well-known/openid-configuration ROSTER",
                "GET /.well-known/jwks.json ROSTER",
                "GET /api/me ROSTER",
                "POST /api/imports ROSTER",
                "GET /api/imports ROSTER",
                "GET /api/imports/0190-a ROSTER",
                "GET /api/imports/0190-a/report ROSTER",
                "GET /api/imports/template ROSTER",
                "POST /api/exports ROSTER",
                "GET /api/exports/0190-a ROSTER",
                "GET /api/exports/0190-a/file ROSTER",
                "GET /api/orgs/root ROSTER",
                "GET /api/orgs/522301/children ROSTER",
                "GET /api/classes/c-7.1 ROSTER",
                "GET /api/classes/c-7.1/members ROSTER",
                "PUT /api/classes/c-7.1/timetable SCHEDULE",
                "GET /api/classes/c-7.1/timetable SCHEDULE",
                "PUT /api/classes/c-7.1/timetable/publication SCHEDULE",
                "GET /api/me/lessons?date=2026-11-23 SCHEDULE",
                "GET /api/classes/c-7.1/lessons?date=2026-11-23 SCHEDULE",
                "POST /api/assignments HOMEWORK",
                "GET /api/assignments/a-1 HOMEWORK",
                "GET /api/me/assignments HOMEWORK",
                "POST /api/files HOMEWORK",
                "GET /api/files/f-1 HOMEWORK",
                "PUT /api/assignments/a-1/submission HOMEWORK",
                "GET /api/assignments/a-1/submission HOMEWORK",
                "GET /api/assignments/a-1/submissions HOMEWORK",
                "PUT /api/submissions/s-1/mark HOMEWORK",
                "POST /api/question-imports?bank=b EXAM",
                "GET /api/questions?bank=b EXAM",
                "POST /api/papers EXAM",
                "GET /api/papers/p-1 EXAM",
                "POST /api/exams EXAM",
                "GET /api/exams/e-1 EXAM",
                "GET /api/me/exams EXAM",
                "PUT /api/exams/e-1/sitting EXAM",
                "PUT /api/sittings/s-1/answers/i-1 EXAM",
                "PUT /api/sittings/s-1/hand-in EXAM",
                "GET /api/sittings/s-1 EXAM",
                "GET /api/exams/e-1/results EXAM",
                "GET /api/me/notifications NOTIFICATION",
                "PUT /api/me/notifications/n-1/read NOTIFICATION",
                "GET /api/me/notifications/unread-count NOTIFICATION",
                "GET /api/me/notifications/stream NOTIFICATION",
            })
    void every_address_of_the_suite_reaches_its_service(HttpMethod method, String uri, Upstream upstream) {
        gateway.signedIn()
                .method(method)
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Service", upstream.id())
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo(upstream.id());
        var seen = gateway.service(upstream).seen;
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().uri()).isEqualTo(uri);
        assertThat(seen.getFirst().method()).isEqualTo(method.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/",
                "/api/me/",
                "/api/nobody",
                "/api/classes",
                "/api/classes/c-1/secrets",
                "/actuator/health",
                "/actuator/gateway/routes",
                "/.well-known/security.txt",
                "/v3/api-docs",
                "/api/me/notifications/n-1/x",
                "/index.html"
            })
    void an_unknown_address_is_not_found(String path) {
        problem(gateway.signedIn().get().uri(path).exchange(), 404, "not-found");
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/auth/token", "/.well-known/jwks.json"})
    void sign_in_and_keys_need_no_token(String path) {
        gateway.anonymous().get().uri(path).exchange().expectStatus().isOk();
    }

    @Test
    void everything_else_does() {
        var answer = gateway.anonymous().get().uri("/api/me").exchange();
        problem(answer, 401, "token-missing").expectHeader().valueEquals("WWW-Authenticate", "Bearer");
        assertThat(reached()).isZero();
    }

    static Stream<String> bad() {
        return TestTokens.bad("zhang-wei", "TEACHER@school-1");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_token_that_is_not_ours_or_not_valid_any_more_is_refused(String token) {
        var answer = gateway.anonymous()
                .get()
                .uri("/api/me")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
        problem(answer, 401, "token-invalid");
        assertThat(reached()).isZero();
    }

    @Test
    void problems_speak_the_callers_language() {
        gateway.anonymous()
                .get()
                .uri("/api/me")
                .exchange()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("请先登录");
        gateway.anonymous()
                .get()
                .uri("/api/me")
                .header("Accept-Language", "en")
                .exchange()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("Sign in first");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262_143, 262_144})
    void a_body_up_to_the_limit_passes_whole(int bytes) {
        gateway.signedIn()
                .post()
                .uri("/api/assignments")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(new byte[bytes])
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(gateway.service(Upstream.HOMEWORK).bodyBytes).hasValue(bytes);
    }

    @Test
    void a_body_that_says_it_is_too_large_reaches_nobody() {
        var answer = gateway.signedIn()
                .post()
                .uri("/api/assignments")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(new byte[262_145])
                .exchange();
        problem(answer, 413, "body-too-large");
        assertThat(reached()).isZero();
    }

    @Test
    void a_body_in_chunks_is_stopped_at_the_limit_and_never_completed() {
        var chunks = Flux.range(0, 70).map(_ -> "x".repeat(4096));
        var answer = gateway.signedIn()
                .post()
                .uri("/api/assignments")
                .contentType(MediaType.TEXT_PLAIN)
                .body(chunks, String.class)
                .exchange();
        problem(answer, 413, "body-too-large");
        assertThat(gateway.service(Upstream.HOMEWORK).bodyBytes.get()).isLessThanOrEqualTo(262_144);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/orgs/%FF%FE",
                "/api/orgs/%E5%85",
                "/api/orgs/..%2f..%2fadmin",
                "/api/orgs/%2e%2e/me",
                "/api/orgs/../me",
                "/api/orgs/./me",
                "/api/orgs//me",
                "/api/orgs/a;b=c",
                "/api/orgs/a%00b",
                "/api/orgs/a%5cb",
                "/api/orgs/a%0d%0ab",
                "/api/orgs/%E5%85%B4",
                "/api/me%2fnotifications",
                "//api/me",
                "/api/orgs/a%3fb",
                "/api/orgs/a%23b"
            })
    void an_address_that_two_servers_could_read_in_two_ways_is_refused(String path) {
        var raw = RawHttp.exchange(gateway.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 400").contains(PROBLEM).contains("malformed-path");
        assertThat(reached()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/orgs/%zz", "/api/orgs/a%", "/api/orgs/a b"})
    void an_address_that_is_none_is_refused(String path) {
        var raw = RawHttp.exchange(gateway.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 400");
        assertThat(reached()).isZero();
    }

    @Test
    void a_request_hidden_in_another_is_not_sent_on() {
        var token = TestTokens.token("zhang-wei");
        var hidden = "GET /api/me HTTP/1.1\r\nHost: x\r\n\r\n";
        RawHttp.exchange(
                gateway.port(),
                "POST /api/assignments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Length: " + (5 + hidden.length())
                        + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n" + hidden);
        assertThat(gateway.service(Upstream.ROSTER).seen).isEmpty();
        assertThat(gateway.service(Upstream.HOMEWORK).seen).hasSizeLessThanOrEqualTo(1);
        assertThat(gateway.service(Upstream.HOMEWORK).bodyBytes).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: -1",
                "Content-Length: 5, 6",
                "Transfer-Encoding: chunked\r\n : x"
            })
    void lengths_that_contradict_each_other_are_refused(String headers) {
        var raw = RawHttp.exchange(
                gateway.port(),
                "POST /api/auth/token HTTP/1.1\r\nHost: x\r\n" + headers + "\r\nConnection: close\r\n\r\nabcdef");
        assertThat(raw).startsWith("HTTP/1.1 400");
        assertThat(reached()).isZero();
    }

    @Test
    void only_a_client_of_tus_may_mean_another_method_than_it_says() {
        for (var uri : List.of("/api/uploads/u-1", "/api/submissions/s-1")) {
            gateway.signedIn()
                    .post()
                    .uri(uri)
                    .header("X-HTTP-Method-Override", "PATCH")
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
        var seen = gateway.service(Upstream.HOMEWORK).seen;
        assertThat(seen.get(0).headers().get("X-HTTP-Method-Override")).isEqualTo("PATCH");
        assertThat(seen.get(1).headers().get("X-HTTP-Method-Override")).isNull();
    }

    @Test
    void what_only_proxies_may_say_and_what_holds_for_one_connection_stays_here() {
        gateway.signedIn()
                .get()
                .uri("/api/me")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Prefix", "/admin")
                .header("Forwarded", "for=10.0.0.1")
                .header("X-Real-IP", "10.0.0.1")
                .header("X-Original-URL", "/admin")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("X-Airclass-Person", "somebody-else")
                .header("Connection", "keep-alive, X-Secret, Authorization")
                .header("X-Secret", "1")
                .header("TE", "trailers")
                .header("Upgrade", "h2c")
                .header("Accept-Language", "en")
                .header("If-None-Match", "\"7\"")
                .exchange()
                .expectStatus()
                .isOk();
        var headers = gateway.service(Upstream.ROSTER).seen.getFirst().headers();
        assertThat(headers.names())
                .extracting(String::toLowerCase)
                .doesNotContain(
                        "x-forwarded-for",
                        "x-forwarded-prefix",
                        "forwarded",
                        "x-real-ip",
                        "x-original-url",
                        "x-http-method-override",
                        "x-airclass-person",
                        "x-secret",
                        "te",
                        "upgrade")
                .contains("authorization", "accept-language", "if-none-match");
        assertThat(headers.get("Host"))
                .isEqualTo("localhost:" + gateway.service(Upstream.ROSTER).uri().getPort());
    }

    @Test
    void an_upgrade_to_a_websocket_is_a_plain_request() {
        gateway.signedIn()
                .get()
                .uri("/api/me")
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .header("Sec-WebSocket-Version", "13")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(gateway.service(Upstream.ROSTER).seen.getFirst().headers().get("Upgrade"))
                .isNull();
    }

    @Test
    void a_request_id_is_passed_on_and_given_back_or_made() {
        var given = gateway.signedIn()
                .get()
                .uri("/api/me")
                .header("X-Request-Id", "phone-17.a")
                .exchange();
        given.expectHeader().valueEquals("X-Request-Id", "phone-17.a");
        var made = gateway.signedIn()
                .get()
                .uri("/api/me")
                .header("X-Request-Id", "a b\tc")
                .exchange();
        var id = made.returnResult(Void.class).getResponseHeaders().get("X-Request-Id");
        assertThat(id).singleElement().asString().hasSize(36);
        var seen = gateway.service(Upstream.ROSTER).seen;
        assertThat(seen.getFirst().headers().getAll("X-Request-Id")).containsExactly("phone-17.a");
        assertThat(seen.getLast().headers().getAll("X-Request-Id")).isEqualTo(id);
    }

    @Test
    void the_trace_of_the_caller_goes_on() {
        gateway.signedIn()
                .get()
                .uri("/api/me")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .exchange();
        assertThat(gateway.service(Upstream.ROSTER).seen.getFirst().headers().getAll("traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    @Test
    void answers_are_protected_and_tell_nothing_of_the_inside() {
        gateway.service(Upstream.ROSTER).answers((_, response) -> response.header("Server", "netty")
                .header("X-Powered-By", "java")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, max-age=60")
                .header("ETag", "\"7\"")
                .sendString(Mono.just("好")));
        var headers = gateway.signedIn()
                .get()
                .uri("/api/me")
                .exchange()
                .returnResult(Void.class)
                .getResponseHeaders();
        assertThat(headers.headerNames()).doesNotContain("Server", "X-Powered-By");
        assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.get("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.get("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.get("Content-Security-Policy")).hasSize(1);
        assertThat(headers.get("Cache-Control")).containsExactly("private, max-age=60");
        assertThat(headers.get("ETag")).containsExactly("\"7\"");
    }

    @Test
    void an_answer_that_is_compressed_stays_as_it_is() {
        gateway.service(Upstream.ROSTER).answers((request, response) -> response.header("Content-Encoding", "gzip")
                .header("Content-Type", "application/json")
                .sendByteArray(Mono.just(new byte[] {1, 2, 3})));
        var raw = RawHttp.exchange(
                gateway.port(),
                "GET /api/me HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nAuthorization: Bearer "
                        + TestTokens.token("zhang-wei") + "\r\nConnection: close\r\n\r\n");
        assertThat(raw).containsOnlyOnce("Content-Encoding: gzip").contains("\u0001\u0002\u0003");
    }

    @Test
    void a_refusal_of_a_service_passes_unchanged() {
        gateway.service(Upstream.ROSTER).answers((_, response) -> response.status(503)
                .header("Content-Type", PROBLEM)
                .header("Retry-After", "9")
                .sendString(Mono.just("{\"type\":\"x\"}")));
        gateway.signedIn()
                .get()
                .uri("/api/me")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "9")
                .expectBody(String.class)
                .isEqualTo("{\"type\":\"x\"}");
    }

    @Test
    void other_origins_may_not_call_from_a_page() {
        gateway.anonymous()
                .options()
                .uri("/api/me")
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .exchange()
                .expectStatus()
                .is4xxClientError()
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Origin");
        assertThat(reached()).isZero();
    }

    @Test
    void health_and_metrics_are_on_the_management_port_and_need_no_token() {
        var management = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + gateway.managementPort())
                .responseTimeout(Duration.ofSeconds(10))
                .build();
        gateway.signedIn().get().uri("/api/me").exchange().expectStatus().isOk();
        management
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
        var metrics = management.get().uri("/actuator/prometheus").exchange();
        var text = metrics.expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(text)
                .contains("resilience4j_circuitbreaker_state")
                .contains("spring_cloud_gateway_requests_seconds");
        assertThat(List.of("roster", "schedule", "homework", "exam", "notification"))
                .allSatisfy(name -> assertThat(text).contains("name=\"" + name + "\""));
    }

    @Test
    void every_refusal_has_its_texts() {
        assertThat(ProblemTextRules.missingTexts(Path.of("src/main/java"))).isEmpty();
    }
}
