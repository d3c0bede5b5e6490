package io.airclass.roster.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Races;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class TokenTest extends RosterServiceTest {
    private static final String PASSWORD = "Lesson-2026";

    @BeforeEach
    void a_school_is_there() {
        assertThat(imported(Zips.school()).get("state").asString()).isEqualTo("DONE");
    }

    @Test
    void a_person_signs_in_and_reads_who_they_are() throws Exception {
        JsonNode tokens = ok(signIn("li.ming", PASSWORD));
        assertThat(tokens.get("tokenType").asString()).isEqualTo("Bearer");
        assertThat(tokens.get("expiresIn").asLong()).isEqualTo(900);

        JsonNode me = ok(get(tokens.get("accessToken").asString(), "/api/me"));

        assertThat(me.get("id").asString()).isEqualTo("student-1");
        assertThat(me.get("name").asString()).isEqualTo("李明");
        assertThat(me.at("/roles/0/role").asString()).isEqualTo("STUDENT");
        assertThat(me.at("/roles/0/orgName").asString()).isEqualTo("兴义市第一中学");
        assertThat(me.at("/classes/0/name").asString()).isEqualTo("高一（1）班");
    }

    @Test
    void a_guardian_reads_their_children_and_a_teacher_their_classes() {
        JsonNode guardian =
                ok(get(ok(signIn("li.baba", PASSWORD)).get("accessToken").asString(), "/api/me"));
        assertThat(guardian.at("/children/0/name").asString()).isEqualTo("李明");
        assertThat(guardian.at("/children/0/classes/0/id").asString()).isEqualTo("class-1");

        JsonNode teacher =
                ok(get(ok(signIn("chen.laoshi", PASSWORD)).get("accessToken").asString(), "/api/me"));
        assertThat(teacher.at("/taughtClasses/0/id").asString()).isEqualTo("class-1");
    }

    @Test
    void an_access_token_says_what_it_must_and_no_name() throws ParseException {
        var token = SignedJWT.parse(
                ok(signIn("chen.laoshi", PASSWORD)).get("accessToken").asString());
        var claims = token.getJWTClaimsSet();

        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(claims.getAudience()).containsExactly("airclass");
        assertThat(claims.getSubject()).isEqualTo("teacher-1");
        assertThat(claims.getStringClaim("sid")).isNotEmpty();
        assertThat(claims.getStringListClaim("grants")).containsExactly("HEAD_TEACHER@school-1", "TEACHER@school-1");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(claims.toString()).doesNotContain("陈", "志强", "chen.laoshi");
    }

    @Test
    void the_published_keys_verify_a_token_and_hold_no_private_part() throws Exception {
        byte[] body = client.get()
                .uri("/.well-known/jwks.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        var published = JWKSet.parse(new String(body, StandardCharsets.UTF_8));
        var token = SignedJWT.parse(
                ok(signIn("li.ming", PASSWORD)).get("accessToken").asString());

        var key = published.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(key.isPrivate()).isFalse();
        assertThat(published.getKeys()).noneMatch(JWK::isPrivate);
    }

    @Test
    void discovery_names_the_keys_and_the_issuer() {
        JsonNode discovery = json(client.get()
                .uri("/.well-known/openid-configuration")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody());

        assertThat(discovery.get("jwks_uri").asString())
                .isEqualTo(discovery.get("issuer").asString() + "/.well-known/jwks.json");
    }

    @Test
    void the_first_account_is_the_administrators() {
        JsonNode tokens = ok(signIn("admin", "First-2026"));

        assertThat(ok(get(tokens.get("accessToken").asString(), "/api/me"))
                        .at("/roles/0/role")
                        .asString())
                .isEqualTo("PLATFORM_ADMINISTRATOR");
    }

    @ParameterizedTest
    @CsvSource({
        "li.ming, wrong-password",
        "nobody, Lesson-2026",
        "zhao.xue, Lesson-2026",
        "'li ming', Lesson-2026",
    })
    void whatever_is_wrong_with_a_sign_in_the_answer_is_the_same(String username, String password) {
        assertThat(problem(signIn(username, password), 401)).isEqualTo("sign-in-refused");
    }

    @Test
    void usernames_compare_without_case_and_width() {
        signIn("LI.MING", PASSWORD).expectStatus().isOk();
        signIn("ｌｉ.ｍｉｎｇ", PASSWORD).expectStatus().isOk();
    }

    @Test
    void wrong_passwords_slow_an_account_down_and_the_answer_says_for_how_long() {
        for (int i = 0; i < 6; i++) {
            assertThat(problem(signIn("wang.laoshi", "wrong-" + i), 401)).isEqualTo("sign-in-refused");
        }

        var slowed = signIn("wang.laoshi", PASSWORD);

        slowed.expectHeader().exists("Retry-After");
        assertThat(problem(slowed, 429)).isEqualTo("sign-in-slowed");
        signIn("li.ming", PASSWORD).expectStatus().isOk();
    }

    @Test
    void a_refresh_token_is_good_once_and_its_second_use_ends_the_session() {
        JsonNode first = ok(signIn("li.ming", PASSWORD));
        JsonNode second = ok(refresh(first.get("refreshToken").asString()));
        assertThat(second.get("refreshToken")).isNotEqualTo(first.get("refreshToken"));
        ok(get(second.get("accessToken").asString(), "/api/me"));

        assertThat(problem(refresh(first.get("refreshToken").asString()), 401)).isEqualTo("refresh-refused");
        assertThat(problem(refresh(second.get("refreshToken").asString()), 401)).isEqualTo("refresh-refused");
    }

    @Test
    void a_guessed_refresh_token_does_not_end_somebodys_session() {
        String good = ok(signIn("li.ming", PASSWORD)).get("refreshToken").asString();
        String guessed = good.substring(0, good.indexOf('.') + 1) + "A".repeat(43);

        assertThat(problem(refresh(guessed), 401)).isEqualTo("refresh-refused");
        refresh(good).expectStatus().isOk();
    }

    @Test
    void of_fifty_uses_of_one_refresh_token_at_once_one_wins_and_the_session_ends() {
        String token = ok(signIn("li.ming", PASSWORD)).get("refreshToken").asString();

        List<JsonNode> answers = Races.of(
                50, _ -> () -> json(refresh(token).expectBody().returnResult().getResponseBody()));

        var winners =
                answers.stream().filter(answer -> answer.has("refreshToken")).toList();
        assertThat(winners).hasSize(1);
        assertThat(problem(refresh(winners.getFirst().get("refreshToken").asString()), 401))
                .isEqualTo("refresh-refused");
    }

    @Test
    void after_signing_out_there_is_nothing_to_refresh() {
        JsonNode tokens = ok(signIn("li.ming", PASSWORD));
        client.post()
                .uri("/api/auth/sign-out")
                .headers(h -> h.setBearerAuth(tokens.get("accessToken").asString()))
                .exchange()
                .expectStatus()
                .isNoContent();

        assertThat(problem(refresh(tokens.get("refreshToken").asString()), 401)).isEqualTo("refresh-refused");
    }

    @Test
    void a_person_who_is_disabled_by_an_import_signs_in_and_refreshes_no_more() {
        Map<String, String> files = Zips.school();
        files.put("users.csv", files.get("users.csv") + Zips.user("leaver-1", "leaver", "周", "平", "", PASSWORD));
        imported(files);
        String token = ok(signIn("leaver", PASSWORD)).get("refreshToken").asString();
        files.put("users.csv", files.get("users.csv").replace("leaver-1,,,true", "leaver-1,,,false"));
        imported(files);

        assertThat(problem(refresh(token), 401)).isEqualTo("refresh-refused");
        assertThat(problem(signIn("leaver", PASSWORD), 401)).isEqualTo("sign-in-refused");
    }

    @Test
    void every_bad_token_is_refused() {
        assertThat(problem(client.get().uri("/api/me").exchange(), 401)).isEqualTo("token-missing");
        issuer.bad("student-1", "STUDENT@school-1").forEach(token -> assertThat(problem(get(token, "/api/me"), 401))
                .as(token)
                .isEqualTo("token-invalid"));
    }

    @Test
    void a_good_token_of_somebody_unknown_is_told_so() {
        assertThat(problem(get(issuer.token("ghost"), "/api/me"), 404)).isEqualTo("person-unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|400|malformed-request",
                "[]|400|malformed-request",
                "{\"grantType\":1}|400|malformed-request",
                "{\"grantType\":\"password\",\"admin\":true}|400|malformed-request",
                "{}|400|invalid-fields",
                "{\"grantType\":\"magic\"}|400|invalid-fields",
                "{\"grantType\":\"password\",\"username\":\"li.ming\"}|400|invalid-fields",
                "{\"grantType\":\"password\",\"username\":\"\",\"password\":\"x\"}|400|invalid-fields",
                "{\"grantType\":\"refresh\"}|400|invalid-fields",
                "{\"grantType\":\"refresh\",\"refreshToken\":\"nodot\"}|401|refresh-refused",
                "{\"grantType\":\"refresh\",\"refreshToken\":\".\"}|401|refresh-refused",
                "{\"grantType\":\"refresh\",\"refreshToken\":\"none.none\"}|401|refresh-refused",
            })
    void a_bad_token_request_gets_a_clear_problem(String body, int status, String slug) {
        assertThat(problem(
                        client.post()
                                .uri("/api/auth/token")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                                .exchange(),
                        status))
                .isEqualTo(slug);
    }

    @Test
    void bad_utf8_and_a_huge_body_get_a_clear_problem() {
        byte[] bad = "{\"grantType\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        bad[14] = (byte) 0xff;
        assertThat(problem(post(bad), 400)).isEqualTo("malformed-request");
        byte[] huge = ("{\"grantType\":\"" + "x".repeat(400_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(problem(post(huge), 413)).isEqualTo("body-too-large");
    }

    private WebTestClient.ResponseSpec post(byte[] body) {
        return client.post()
                .uri("/api/auth/token")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }
}
