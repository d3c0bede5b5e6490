package io.airclass.roster.launch;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.OwnSchool;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

class LaunchTest extends RosterServiceTest {
    private static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";

    @Autowired
    Database database;

    private String own;

    @BeforeEach
    void a_school_with_two_apps_is_there() {
        own = "la" + UUID.randomUUID().toString().substring(0, 8);
        var files = OwnSchool.of(own);
        files.replaceAll((_, text) -> text.replaceAll(",[a-z0-9.]*(laoshi|ming|xue|baba),", ",,"));
        assertThat(imported(files).get("errorCount").asLong()).isZero();
        enable("class", "class.example.cn", true);
        enable("shuziketang", "ketang.example.com", true);
    }

    private String principal() {
        return issuer.token("principal-7", "PRINCIPAL@" + own + "-school-1");
    }

    private String student(int number) {
        return issuer.token(own + "-student-" + number, "STUDENT@" + own + "-school-1");
    }

    private void enable(String key, String host, boolean enabled) {
        String school = "/api/orgs/" + own + "-school-1";
        String tag = get(principal(), school + "/platform")
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
        client.put()
                .uri(school + "/apps/" + key)
                .headers(h -> {
                    h.setBearerAuth(principal());
                    if (tag != null) {
                        h.set("If-Match", tag);
                    }
                })
                .bodyValue(Map.of(
                        "name",
                        "空中课堂",
                        "kind",
                        "PLATFORM",
                        "enabled",
                        enabled,
                        "launchUri",
                        "https://" + host + "/enter?from=airclass",
                        "hosts",
                        List.of(host)))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec launch(String token, String app, Map<String, Object> body) {
        return client.post()
                .uri("/api/apps/" + app + "/launch")
                .headers(h -> h.setBearerAuth(token))
                .bodyValue(body)
                .exchange();
    }

    private static SignedJWT token(JsonNode launched) throws Exception {
        return SignedJWT.parse(launched.get("idToken").asString());
    }

    @Test
    void an_app_is_opened_with_a_token_for_it_alone_that_names_nobody() throws Exception {
        JsonNode launched = ok(launch(student(1), "class", Map.of("nonce", "n-0S6_WzA2Mj")));
        assertThat(launched.get("address").asString()).isEqualTo("https://class.example.cn/enter?from=airclass");

        SignedJWT token = token(launched);
        String keys = new String(client.get()
                .uri("/.well-known/jwks.json")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody());
        var key = JWKSet.parse(keys).getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();

        var claims = token.getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly("class@class.example.cn");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-0S6_WzA2Mj");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isEqualTo(60_000);
        assertThat(claims.getJSONObjectClaim(LTI + "custom")).isEqualTo(Map.of("stage", "SENIOR", "grade", "10"));
        assertThat(claims.getStringListClaim(LTI + "roles"))
                .containsExactly("http://purl.imsglobal.org/vocab/lis/v2/membership#Learner");
        assertThat(claims.toString()).doesNotContain("李", "明", "student-1", "grants");
    }

    @Test
    void a_person_is_one_pseudonym_to_an_app_for_ever_and_another_to_every_other() throws Exception {
        String first = token(ok(launch(student(1), "class", Map.of())))
                .getJWTClaimsSet()
                .getSubject();
        assertThat(token(ok(launch(student(1), "class", Map.of())))
                        .getJWTClaimsSet()
                        .getSubject())
                .isEqualTo(first);
        assertThat(token(ok(launch(student(1), "shuziketang", Map.of())))
                        .getJWTClaimsSet()
                        .getSubject())
                .isNotEqualTo(first);
        assertThat(token(ok(launch(student(2), "class", Map.of())))
                        .getJWTClaimsSet()
                        .getSubject())
                .isNotEqualTo(first);

        String stored = Flux.from(Infrastructure.unguarded(database)
                        .getCollection("subjectKeys")
                        .find())
                .map(Document::toJson)
                .blockLast();
        assertThat(stored).contains("secret", "keyId");
    }

    @Test
    void our_own_services_refuse_the_token() {
        String token = ok(launch(student(1), "class", Map.of())).get("idToken").asString();
        for (String uri : List.of("/api/me", "/api/me/space", "/api/orgs/" + own + "-school-1")) {
            get(token, uri).expectStatus().isUnauthorized();
        }
        launch(token, "class", Map.of()).expectStatus().isUnauthorized();
    }

    @Test
    void an_app_of_a_neighbour_s_is_not_known_and_one_that_was_closed_is_not_opened() {
        String neighbour = issuer.token("teacher-9", "TEACHER@school-2", "ORG_ADMINISTRATOR@pu-an");
        assertThat(problem(launch(neighbour, "class", Map.of()), 404)).isEqualTo("not-found");
        enable("class", "class.example.cn", false);
        assertThat(problem(launch(student(1), "class", Map.of()), 403)).isEqualTo("app-not-enabled");
        assertThat(problem(launch(student(1), "shuziketang", Map.of("item", "none")), 404))
                .isEqualTo("not-found");
        assertThat(problem(launch(student(1), "shuziketang", Map.of("nonce", "一")), 400))
                .isEqualTo("invalid-fields");
        assertThat(problem(launch(student(1), "$where", Map.of()), 404)).isEqualTo("not-found");
    }

    @Test
    void a_pushed_item_is_opened_by_those_who_see_it() throws Exception {
        String officer = issuer.token("officer-7", "ORG_ADMINISTRATOR@xingyi");
        String key = own + "-app";
        String tag = get(officer, "/api/orgs/xingyi/platform")
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
        client.put()
                .uri("/api/orgs/xingyi/apps/" + key)
                .headers(h -> {
                    h.setBearerAuth(officer);
                    if (tag != null) {
                        h.set("If-Match", tag);
                    }
                })
                .bodyValue(
                        Map.of("name", "资源", "kind", "PLATFORM", "enabled", true, "hosts", List.of("res.example.cn")))
                .exchange()
                .expectStatus()
                .isOk();
        String item = json(client.post()
                        .uri("/api/orgs/xingyi/pushed-items")
                        .headers(h -> h.setBearerAuth(officer))
                        .header("Idempotency-Key", own)
                        .bodyValue(new HashMap<>(Map.of(
                                "title", "古诗二首",
                                "app", key,
                                "address", "https://res.example.cn/shi/2",
                                "grades", List.of(10),
                                "until", "2027-06-01T00:00:00Z")))
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .get("id")
                .asString();

        JsonNode launched = ok(launch(student(1), key, Map.of("item", item)));

        assertThat(launched.get("address").asString()).isEqualTo("https://res.example.cn/shi/2");
        assertThat(token(launched).getJWTClaimsSet().getJSONObjectClaim(LTI + "resource_link"))
                .isEqualTo(Map.of("id", item));
        assertThat(problem(launch(student(1), key, Map.of()), 403)).isEqualTo("app-not-enabled");
        assertThat(problem(launch(student(1), "class", Map.of("item", item)), 404))
                .isEqualTo("not-found");
        assertThat(problem(launch(issuer.token("x", "TEACHER@pu-an"), key, Map.of("item", item)), 404))
                .isEqualTo("not-found");
        client.delete()
                .uri("/api/orgs/xingyi/pushed-items/" + item)
                .headers(h -> h.setBearerAuth(officer))
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(problem(launch(student(1), key, Map.of("item", item)), 404)).isEqualTo("not-found");
    }

    @Test
    void openings_are_counted_and_the_audit_has_the_first_alone() {
        var statuses = Races.of(
                6,
                _ -> () -> launch(student(2), "class", Map.of())
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());
        assertThat(statuses).contains(200).allMatch(status -> status == 200 || status == 409);
        long told = statuses.stream().filter(status -> status == 200).count();
        eventually(() -> assertThat(ok(get(principal(), "/api/audit?person=" + own + "-student-2"))
                        .get("items")
                        .findValuesAsString("action"))
                .containsOnlyOnce("app-opened"));
        Long counted = Flux.from(Infrastructure.unguarded(database)
                        .getCollection("openedApps")
                        .find(new Document("personId", own + "-student-2")))
                .map(found -> found.getLong("times"))
                .blockLast();
        assertThat(counted).isEqualTo(told);
    }
}
