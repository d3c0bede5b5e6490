package io.airclass.gateway;

import static io.airclass.gateway.ServiceAwayTest.timed;
import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.gateway.route.Upstream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** How the gateway ends. */
class ShutdownTest {

    @Test
    void stopping_ends_streams_and_finishes_what_is_in_flight() {
        try (var gateway = new Gateway()) {
            var asked = new AtomicBoolean();
            gateway.service(Upstream.ROSTER).answers((_, response) -> {
                asked.set(true);
                return response.sendString(Mono.delay(Duration.ofMillis(800)).map(_ -> "好"));
            });
            gateway.service(Upstream.NOTIFICATION).answers((_, response) -> response.sse()
                    .sendString(
                            Flux.interval(Duration.ZERO, Duration.ofMillis(50)).map(i -> "data: " + i + "\n\n")));
            var stream = gateway.signedIn()
                    .get()
                    .uri("/api/me/notifications/stream")
                    .exchange()
                    .returnResult(String.class)
                    .getResponseBody()
                    .collectList()
                    .toFuture();
            var inFlight = Mono.fromCallable(() -> gateway.signedIn()
                            .get()
                            .uri("/api/me")
                            .exchange()
                            .expectBody(String.class)
                            .returnResult()
                            .getResponseBody())
                    .subscribeOn(Schedulers.boundedElastic())
                    .toFuture();
            eventually(() -> assertThat(asked).isTrue());
            assertThat(timed(() -> gateway.context().close())).isLessThan(Duration.ofSeconds(10));
            assertThat(stream.join()).isNotEmpty();
            assertThat(inFlight.join()).isEqualTo("好");
        }
    }
}
