package io.airclass.gateway;

import org.junit.jupiter.api.Test;

/** Pages of other origins. */
class CorsTest {
    /** As behind a proxy that speaks TLS: the page says https, the gateway hears http. */
    @Test
    void where_no_origin_is_named_the_setting_may_be_there_and_refuses_nobody() {
        try (var own = new Gateway("airclass.gateway.cors-origins=")) {
            own.signedIn()
                    .get()
                    .uri("/api/me")
                    .header("Origin", "https://class.example")
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    @Test
    void an_allowed_origin_may_call() {
        try (var open = new Gateway("airclass.gateway.cors-origins=https://class.example,https://app.example")) {
            open.anonymous()
                    .options()
                    .uri("/api/me")
                    .header("Origin", "https://app.example")
                    .header("Access-Control-Request-Method", "PUT")
                    .header("Access-Control-Request-Headers", "Authorization, If-Match")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Access-Control-Allow-Origin", "https://app.example");
            open.signedIn()
                    .get()
                    .uri("/api/me")
                    .header("Origin", "https://app.example")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Access-Control-Allow-Origin", "https://app.example");
            open.signedIn()
                    .get()
                    .uri("/api/me")
                    .header("Origin", "https://elsewhere.example")
                    .exchange()
                    .expectStatus()
                    .isForbidden();
        }
    }
}
