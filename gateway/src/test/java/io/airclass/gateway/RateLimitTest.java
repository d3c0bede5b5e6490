package io.airclass.gateway;

import static io.airclass.gateway.GatewayTest.problem;
import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.testkit.Races;
import org.junit.jupiter.api.Test;

/** How often one may call. */
class RateLimitTest {
    @Test
    void somebody_who_calls_too_often_waits_and_the_others_do_not() {
        try (var strict = new Gateway("airclass.gateway.person.burst=5", "airclass.gateway.person.per-second=1")) {
            strict.as("wang-fang")
                    .get()
                    .uri("/api/me")
                    .exchange()
                    .expectStatus()
                    .isOk();
            var eager = strict.as("li-na");
            var statuses = Races.of(
                    30,
                    _ -> () -> eager.get()
                            .uri("/api/me")
                            .exchange()
                            .returnResult(Void.class)
                            .getStatus()
                            .value());
            assertThat(statuses).containsOnly(200, 429);
            assertThat(statuses.stream().filter(status -> status == 200)).hasSizeBetween(5, 20);
            strict.as("wang-fang")
                    .get()
                    .uri("/api/me")
                    .exchange()
                    .expectStatus()
                    .isOk();
            strict.anonymous()
                    .get()
                    .uri("/.well-known/jwks.json")
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    @Test
    void the_refusal_says_when_to_come_back() {
        try (var strict = new Gateway("airclass.gateway.person.burst=1", "airclass.gateway.person.per-second=1")) {
            var eager = strict.as("li-na");
            eventually(() -> problem(eager.get().uri("/api/me").exchange(), 429, "too-many-requests")
                    .expectHeader()
                    .valueEquals("Retry-After", "1"));
        }
    }
}
