package io.airclass.gateway;

import static io.airclass.gateway.GatewayTest.problem;
import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.gateway.route.Upstream;
import io.airclass.testkit.TestTokens;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Slow, dead and returning services; streams and uploads. */
class ServiceAwayTest {
    private static final int UPLOAD_BYTES = 30 * 1024 * 1024;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = new Gateway(
                "airclass.gateway.person.burst=1000000",
                "airclass.gateway.response-timeout=700ms",
                "airclass.gateway.breaker.open-for=1s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.services.values().forEach(LittleService::reset);
    }

    static Duration timed(Runnable call) {
        long from = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private static WebTestClient.ResponseSpec get(String path) {
        return gateway.signedIn().get().uri(path).exchange();
    }

    @Test
    void a_dead_service_is_told_within_a_second_and_found_again_when_it_is_back() {
        var exam = gateway.service(Upstream.EXAM);
        get("/api/me/exams").expectStatus().isOk();
        exam.stop();
        for (int i = 0; i < 30; i++) {
            assertThat(timed(() -> problem(get("/api/me/exams"), 503, "service-unavailable")
                            .expectHeader()
                            .valueEquals("Retry-After", "1")))
                    .isLessThan(Duration.ofSeconds(1));
        }
        get("/api/me").expectStatus().isOk();
        get("/api/me/assignments").expectStatus().isOk();
        exam.start();
        eventually(() -> get("/api/me/exams").expectStatus().isOk());
        for (int i = 0; i < 10; i++) {
            get("/api/me/exams").expectStatus().isOk();
        }
    }

    @Test
    void a_service_that_hangs_costs_the_time_out_until_the_breaker_opens_then_nothing() {
        var schedule = gateway.service(Upstream.SCHEDULE);
        schedule.answers((_, _) -> Mono.never());
        for (int i = 0; i < 10; i++) {
            problem(get("/api/me/lessons"), 503, "service-unavailable");
        }
        int reached = schedule.seen.size();
        assertThat(timed(() -> problem(get("/api/me/lessons"), 503, "service-unavailable")))
                .isLessThan(Duration.ofMillis(700));
        assertThat(schedule.seen).hasSize(reached);
        schedule.reset();
        eventually(() -> get("/api/me/lessons").expectStatus().isOk());
    }

    @Test
    void a_service_that_breaks_the_connection_was_asked_once() {
        var homework = gateway.service(Upstream.HOMEWORK);
        homework.answers((request, response) -> request.receive()
                .then(Mono.fromRunnable(() -> response.withConnection(
                        connection -> connection.channel().close()))));
        problem(
                gateway.signedIn()
                        .post()
                        .uri("/api/assignments")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"title\":\"背诵\"}")
                        .exchange(),
                503,
                "service-unavailable");
        problem(get("/api/me/assignments"), 503, "service-unavailable");
        assertThat(homework.seen).hasSize(2);
    }

    @Test
    void a_refusal_of_the_service_does_not_open_the_breaker() {
        gateway.service(Upstream.ROSTER)
                .answers((_, response) -> response.status(500).send());
        for (int i = 0; i < 30; i++) {
            get("/api/me").expectStatus().isEqualTo(500);
        }
        gateway.service(Upstream.ROSTER).reset();
        get("/api/me").expectStatus().isOk();
    }

    @Test
    void callers_who_do_not_finish_their_bodies_do_not_open_the_breaker() throws IOException {
        var token = TestTokens.token("zhang-wei");
        var halves = new CopyOnWriteArrayList<Socket>();
        for (int i = 0; i < 15; i++) {
            var socket = new Socket("localhost", gateway.port());
            socket.getOutputStream()
                    .write(("PUT /api/sittings/s-1/answers/i-1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                                    + "\r\nContent-Length: 100\r\n\r\n{\"version\":")
                            .getBytes(StandardCharsets.US_ASCII));
            halves.add(socket);
        }
        for (var half : halves) {
            half.setSoTimeout(10_000);
            assertThat(half.getInputStream().readNBytes(12)).asString().startsWith("HTTP/1.1 50");
            half.close();
        }
        get("/api/me/exams").expectStatus().isOk();
    }

    @Test
    void a_stream_stays_open_longer_than_any_time_out_and_each_event_comes_at_once() {
        var events = Flux.interval(Duration.ZERO, Duration.ofMillis(400)).map(i -> "id: " + i + "\ndata: 作业\n\n");
        gateway.service(Upstream.NOTIFICATION)
                .answers((_, response) -> response.sse().sendString(events));
        long from = System.nanoTime();
        var arrived = gateway.signedIn()
                .get()
                .uri("/api/me/notifications/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .header("Last-Event-ID", "7")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .take(6)
                .collectList()
                .block(Duration.ofSeconds(20));
        assertThat(arrived).hasSize(6);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(1900));
        assertThat(gateway.service(Upstream.NOTIFICATION)
                        .seen
                        .getFirst()
                        .headers()
                        .get("Last-Event-ID"))
                .isEqualTo("7");
    }

    @Test
    void a_stream_whose_reader_leaves_is_closed_at_the_service() {
        var left = new AtomicBoolean();
        gateway.service(Upstream.NOTIFICATION).answers((_, response) -> response.sse()
                .sendString(Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                        .map(i -> "data: " + i + "\n\n")
                        .doOnCancel(() -> left.set(true))));
        gateway.signedIn()
                .get()
                .uri("/api/me/notifications/stream")
                .exchange()
                .returnResult(String.class)
                .getResponseBody()
                .take(2)
                .blockLast(Duration.ofSeconds(10));
        eventually(() -> assertThat(left).isTrue());
    }

    @Test
    void thirty_megabytes_pass_in_a_stream() {
        var factory = DefaultDataBufferFactory.sharedInstance;
        var chunk = new byte[64 * 1024];
        Flux<DataBuffer> photo = Flux.range(0, UPLOAD_BYTES / chunk.length).map(_ -> factory.wrap(chunk));
        gateway.signedIn()
                .post()
                .uri("/api/files")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(BodyInserters.fromDataBuffers(photo))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(gateway.service(Upstream.HOMEWORK).bodyBytes).hasValue(UPLOAD_BYTES);
    }

    @Test
    void thirty_megabytes_come_back_in_a_stream() {
        var chunk = new byte[64 * 1024];
        gateway.service(Upstream.HOMEWORK).answers((_, response) -> response.header("Content-Type", "video/mp4")
                .sendByteArray(Flux.range(0, UPLOAD_BYTES / chunk.length).map(_ -> chunk)));
        var bytes = get("/api/files/f-1")
                .expectStatus()
                .isOk()
                .returnResult(DataBuffer.class)
                .getResponseBody()
                .map(buffer -> {
                    long count = buffer.readableByteCount();
                    DataBufferUtils.release(buffer);
                    return count;
                })
                .reduce(0L, Long::sum)
                .block(Duration.ofSeconds(20));
        assertThat(bytes).isEqualTo(UPLOAD_BYTES);
    }

    @Test
    void a_slow_upload_has_more_time_than_an_ordinary_request() {
        var factory = DefaultDataBufferFactory.sharedInstance;
        Flux<DataBuffer> slow = Flux.interval(Duration.ofMillis(300)).take(5).map(_ -> factory.wrap(new byte[10]));
        gateway.signedIn()
                .post()
                .uri("/api/imports")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(BodyInserters.fromDataBuffers(slow))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(gateway.service(Upstream.ROSTER).bodyBytes).hasValue(50);
    }
}
