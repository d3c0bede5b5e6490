package io.airclass.roster;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.token.TestIssuer;
import io.airclass.testkit.ServiceTest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service, with an administrator and what most tests ask of it. */
@ServiceTest
@TestPropertySource(
        properties = {
            "airclass.bootstrap.password=First-2026",
            "airclass.personal.keys=t1:VGhpcyBrZXkgaXMga25vd24gdG8gZXZlcnlib2R5ISE=",
            "airclass.intake.sweep-wait=50ms",
            "airclass.export.sweep-wait=50ms",
            "airclass.intake.lease=2s",
            "airclass.intake.batch-max=50",
            "airclass.intake.zip-bytes-max=2000000",
            "airclass.password.memory-kib=1024",
            "airclass.password.iterations=2"
        })
public abstract class RosterServiceTest {
    public static final String ADMIN = "PLATFORM_ADMINISTRATOR@root";

    @Autowired
    protected WebTestClient client;

    @Autowired
    protected TestIssuer issuer;

    /** The first sign-in of a new database makes the first account. */
    @BeforeEach
    void the_administrator_is_there() {
        signIn("admin", "First-2026").expectStatus().isOk();
    }

    protected static JsonNode json(byte[] body) {
        return JsonMapper.shared().readTree(body == null ? new byte[0] : body);
    }

    protected String admin() {
        return issuer.token("admin", ADMIN);
    }

    protected WebTestClient.ResponseSpec get(String token, String uri, Object... variables) {
        return client.get()
                .uri(uri, variables)
                .headers(h -> h.setBearerAuth(token))
                .exchange();
    }

    protected WebTestClient.ResponseSpec upload(String token, String key, byte[] zip) {
        return client.post()
                .uri("/api/imports")
                .headers(h -> h.setBearerAuth(token))
                .header("Idempotency-Key", key)
                .contentType(MediaType.parseMediaType("application/zip"))
                .bodyValue(zip)
                .exchange();
    }

    protected static String problem(WebTestClient.ResponseSpec response, int status) {
        byte[] body = response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .returnResult()
                .getResponseBody();
        return json(body).get("type").asString().replace("https://airclass.io/problems/", "");
    }

    /** Where the outcome of accepted work is told. */
    protected static String location(WebTestClient.ResponseSpec response) {
        return response.expectStatus()
                .isAccepted()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);
    }

    /** The report of a new import of these files. */
    protected JsonNode imported(Map<String, String> files) {
        return imported(Zips.zip(files));
    }

    protected JsonNode imported(byte[] zip) {
        String location = location(upload(admin(), UUID.randomUUID().toString(), zip));
        return finished(location);
    }

    protected JsonNode finished(String location) {
        var report = new AtomicReference<JsonNode>();
        eventually(() -> {
            report.set(json(get(admin(), location)
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .returnResult()
                    .getResponseBody()));
            assertThat(report.get().get("state").asString()).isIn("DONE", "REFUSED", "FAILED");
        });
        return report.get();
    }

    protected WebTestClient.ResponseSpec askToken(Map<String, String> body) {
        return client.post()
                .uri("/api/auth/token")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    protected WebTestClient.ResponseSpec signIn(String username, String password) {
        return askToken(Map.of("grantType", "password", "username", username, "password", password));
    }

    protected WebTestClient.ResponseSpec refresh(String refreshToken) {
        return askToken(Map.of("grantType", "refresh", "refreshToken", refreshToken));
    }

    protected static JsonNode ok(WebTestClient.ResponseSpec response) {
        return json(response.expectStatus().isOk().expectBody().returnResult().getResponseBody());
    }
}
