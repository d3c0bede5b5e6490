package io.airclass.roster.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.account.BootstrapSettings;
import io.airclass.testkit.ServiceTest;
import io.airclass.testkit.TestTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service where another issuer signs people in. */
@ServiceTest
@TestPropertySource(
        properties = {
            "airclass.issuer.built-in=false",
            "airclass.bootstrap.person=20260001",
            "airclass.personal.keys=t1:VGhpcyBrZXkgaXMga25vd24gdG8gZXZlcnlib2R5ISE="
        })
class OtherIssuerTest {
    @Autowired
    WebTestClient client;

    @Autowired
    TestIssuer ownKeys;

    @Autowired
    RosterGrants grants;

    @Autowired
    BootstrapSettings bootstrap;

    private WebTestClient.ResponseSpec me(String token) {
        return client.get().uri("/api/me").headers(h -> h.setBearerAuth(token)).exchange();
    }

    @Test
    void a_token_without_grants_has_those_of_the_roster_and_the_first_administrator_is_the_one_that_was_named() {
        JsonNode me = JsonMapper.shared()
                .readTree(me(TestTokens.withoutGrants("20260001"))
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody());

        assertThat(me.at("/roles/0/role").asString()).isEqualTo("PLATFORM_ADMINISTRATOR");
        client.get()
                .uri("/api/orgs/root/children")
                .headers(h -> h.setBearerAuth(TestTokens.withoutGrants("20260001")))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void the_first_administrator_is_made_once_however_many_come_at_once() {
        var found = Flux.range(0, 20)
                .flatMap(_ -> grants.grantsOf(bootstrap.person()), 20)
                .collectList()
                .block();

        assertThat(found).hasSize(20).allMatch(each -> each.size() == 1);
    }

    @Test
    void somebody_unknown_is_refused() {
        for (String uri : List.of("/api/me", "/api/orgs/root")) {
            client.get()
                    .uri(uri)
                    .headers(h -> h.setBearerAuth(TestTokens.withoutGrants("ghost")))
                    .exchange()
                    .expectStatus()
                    .isForbidden()
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("https://airclass.io/problems/person-not-admitted");
        }
    }

    @Test
    void tokens_of_the_built_in_issuer_are_refused_and_its_sign_in_is_closed() {
        me(ownKeys.token("20260001", "PLATFORM_ADMINISTRATOR@root"))
                .expectStatus()
                .isUnauthorized();
        client.post()
                .uri("/api/auth/token")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("grantType", "password", "username", "admin", "password", "x"))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/issuer-elsewhere");
        client.get().uri("/.well-known/jwks.json").exchange().expectStatus().isNotFound();
    }
}
