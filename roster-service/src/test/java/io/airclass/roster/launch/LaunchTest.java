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
import io.airclass.roster.people.PersonRepository;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class LaunchTest extends RosterServiceTest {
    private static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";

    @Autowired
    Database database;

    @Autowired
    OpenedRepository opened;

    @Autowired
    PersonRepository people;

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
        enable(own + "-school-1", key, host, enabled);
    }

    private void enable(String orgId, String key, String host, boolean enabled) {
        String school = "/api/orgs/" + orgId;
        String principal = issuer.token("principal-7", "PRINCIPAL@" + orgId);
        String tag = get(principal, school + "/platform")
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
        client.put()
                .uri(school + "/apps/" + key)
                .headers(h -> {
                    h.setBearerAuth(principal);
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
    void who_has_to_do_with_two_places_says_for_which_an_app_is_opened() throws Exception {
        assertThat(imported(withASecondSchool()).get("errorCount").asLong()).isZero();
        enable(own + "b-school-1", "class", "second.example.cn", true);
        String guardian =
                issuer.token(own + "-guardian-1", "GUARDIAN@" + own + "-school-1", "GUARDIAN@" + own + "b-school-1");

        assertThat(address(launch(guardian, "class", Map.of("orgId", own + "b-school-1"))))
                .startsWith("https://second.example.cn/");
        assertThat(address(launch(guardian, "class", Map.of("orgId", own + "-school-1"))))
                .startsWith("https://class.example.cn/");
        assertThat(problem(launch(guardian, "class", Map.of("orgId", "pu-an")), 404))
                .isEqualTo("not-found");
        assertThat(problem(launch(student(1), "class", Map.of("orgId", own + "b-school-1")), 404))
                .isEqualTo("not-found");
        assertThat(address(launch(student(1), "class", Map.of("orgId", own + "-school-1"))))
                .startsWith("https://class.example.cn/");
    }

    /** Where the guardian of the first has a child as well. */
    private Map<String, String> withASecondSchool() {
        var files = OwnSchool.of(own);
        OwnSchool.of(own + "b").forEach((name, text) -> text.lines()
                .filter(line -> line.contains(own + "b-") && !line.startsWith(own + "b-guardian"))
                .map(line -> line.replace(own + "b-guardian", own + "-guardian")
                        .replaceFirst("^e-", own + "b-e-")
                        .replaceFirst("^role-", own + "b-role-"))
                .forEach(line -> files.merge(name, line + "\n", String::concat)));
        files.replaceAll((_, text) -> text.replaceAll(",[a-z0-9.]*(laoshi|ming|xue|baba),", ",,"));
        return files;
    }

    private static String address(WebTestClient.ResponseSpec launched) {
        return ok(launched).get("address").asString();
    }

    private List<Document> openings(String personId) {
        return Flux.from(Infrastructure.unguarded(database)
                        .getCollection("openedApps")
                        .find(new Document("personId", personId)))
                .collectList()
                .block();
    }

    private OpenedService at(Instant instant) {
        return new OpenedService(
                opened, people, new LaunchSettings(Duration.ofDays(180)), Clock.fixed(instant, ZoneOffset.UTC));
    }

    private void whenTold(String personId) {
        eventually(() -> assertThat(openings(personId)).allMatch(each -> !each.containsKey("outboxAt")));
    }

    @Test
    void what_somebody_has_opened_is_kept_for_its_time_and_no_longer() {
        ok(launch(student(1), "class", Map.of()));
        String person = own + "-student-1";
        whenTold(person);
        Instant last = openings(person).getFirst().getDate("lastAt").toInstant();

        at(last.plus(Duration.ofDays(180)).minusMillis(1)).sweep().block();
        assertThat(openings(person)).hasSize(1);
        at(last.plus(Duration.ofDays(180))).sweep().repeat(5).blockLast();
        assertThat(openings(person)).isEmpty();
    }

    @Test
    void what_somebody_opened_who_has_left_is_forgotten_once_it_is_told() {
        for (int student : new int[] {1, 2}) {
            ok(launch(student(student), "class", Map.of()));
            ok(launch(student(student), "shuziketang", Map.of()));
            whenTold(own + "-student-" + student);
        }
        var mongo = Infrastructure.unguarded(database);
        Mono.from(mongo.getCollection("people")
                        .updateOne(
                                new Document("_id", own + "-student-1"),
                                new Document("$set", new Document("familyName", "").append("givenName", ""))))
                .block();
        var first = new Document("_id", openings(own + "-student-1").getFirst().getString("_id"));
        long later = Instant.now().plusSeconds(86_400).toEpochMilli(); // the relay does not look at it before
        Mono.from(mongo.getCollection("openedApps")
                        .updateOne(first, new Document("$set", new Document("outboxAt", later))))
                .block();

        var service = at(Instant.now());
        service.forget(List.of(own + "-student-1", own + "-student-2")).block();
        service.sweep().repeat(5).blockLast();

        assertThat(openings(own + "-student-1"))
                .extracting(each -> each.get("_id"))
                .containsExactly(first.get("_id"));
        Mono.from(mongo.getCollection("openedApps")
                        .updateOne(first, new Document("$unset", new Document("outboxAt", ""))))
                .block();
        service.sweep().repeat(5).blockLast();
        assertThat(openings(own + "-student-1")).isEmpty();
        assertThat(openings(own + "-student-2")).hasSize(2);
    }

    @Test
    void of_opening_and_removing_at_once_no_opening_is_lost() {
        ok(launch(student(2), "class", Map.of()));
        String person = own + "-student-2";
        whenTold(person);
        Instant longAfter = Instant.now().plus(Duration.ofDays(200));
        var statuses = Races.of(
                6,
                i -> () -> i % 2 == 0
                        ? at(longAfter).sweep().map(_ -> 0).block()
                        : launch(student(2), "class", Map.of())
                                .expectBody()
                                .returnResult()
                                .getStatus()
                                .value());

        assertThat(statuses)
                .allMatch(status -> List.of(0, 200, 409).contains(status))
                .contains(200);
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
