package io.airclass.roster.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.OwnSchool;
import io.airclass.testkit.Eventually;
import io.airclass.testkit.Races;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class PasswordTest extends RosterServiceTest {
    private static final String SCHOOL_ADMINISTRATOR = "SCHOOL_ADMINISTRATOR@pw-school-1";

    @BeforeEach
    void a_school_is_there() {
        assertThat(imported(OwnSchool.of("pw")).get("state").asString()).isEqualTo("DONE");
    }

    private WebTestClient.ResponseSpec reset(String token, String personId) {
        return client.post()
                .uri("/api/people/{id}/password-reset", personId)
                .headers(h -> h.setBearerAuth(token))
                .exchange();
    }

    private WebTestClient.ResponseSpec change(String token, String current, String chosen) {
        return client.put()
                .uri("/api/me/password")
                .headers(h -> h.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("currentPassword", current, "newPassword", chosen))
                .exchange();
    }

    private WebTestClient.ResponseSpec signInFrom(String address, String username, String password) {
        return client.post()
                .uri("/api/auth/token")
                .header(CallerAddress.HEADER, address)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("grantType", "password", "username", username, "password", password))
                .exchange();
    }

    private String oneTimePasswordOf(String personId) {
        return ok(reset(issuer.token("pw-teacher-3", SCHOOL_ADMINISTRATOR), personId))
                .get("oneTimePassword")
                .asString();
    }

    private static String access(JsonNode tokens) {
        return tokens.get("accessToken").asString();
    }

    private static List<String> must(JsonNode tokens) throws ParseException {
        return SignedJWT.parse(access(tokens)).getJWTClaimsSet().getStringListClaim("must");
    }

    @Test
    void with_a_password_that_was_handed_out_nothing_else_is_open_until_it_is_changed() throws ParseException {
        String handedOut = oneTimePasswordOf("pw-student-2");
        JsonNode tokens = ok(signIn("pw.zhao.xue", handedOut));
        assertThat(must(tokens)).containsExactly("password-change");

        assertThat(problem(get(access(tokens), "/api/classes/pw-class-1"), 403)).isEqualTo("password-change-required");
        assertThat(problem(get(access(tokens), "/api/me/sessions"), 403)).isEqualTo("password-change-required");
        get(access(tokens), "/api/me").expectStatus().isOk();
        get(access(tokens), "/.well-known/jwks.json").expectStatus().isOk();
        assertThat(must(ok(refresh(tokens.get("refreshToken").asString())))).containsExactly("password-change");
    }

    @Test
    void after_the_change_the_refreshed_token_opens_everything_and_the_old_password_nothing() throws ParseException {
        String handedOut = oneTimePasswordOf("pw-student-2");
        JsonNode tokens = ok(signIn("pw.zhao.xue", handedOut));

        change(access(tokens), handedOut, "雪花飘在山谷里啊").expectStatus().isNoContent();

        JsonNode refreshed = ok(refresh(tokens.get("refreshToken").asString()));
        assertThat(must(refreshed)).isNull();
        get(access(refreshed), "/api/classes/pw-class-1").expectStatus().isOk();
        assertThat(problem(signIn("pw.zhao.xue", handedOut), 401)).isEqualTo("sign-in-refused");
        assertThat(must(ok(signIn("pw.zhao.xue", "雪花飘在山谷里啊")))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "zhaoxue2026, 422, password-weak",
        "woaini1314, 422, password-weak",
        "short, 422, password-weak",
        "HANDED-OUT, 422, password-weak",
        "'', 400, invalid-fields"
    })
    void a_weak_password_is_refused_and_the_answer_says_what_is_wrong(String chosen, int status, String slug) {
        String handedOut = oneTimePasswordOf("pw-student-2");
        String token = access(ok(signIn("pw.zhao.xue", handedOut)));

        assertThat(problem(change(token, handedOut, chosen.equals("HANDED-OUT") ? handedOut : chosen), status))
                .isEqualTo(slug);
        signIn("pw.zhao.xue", handedOut).expectStatus().isOk();
    }

    @Test
    void a_new_password_ends_all_other_sessions() {
        String handedOut = oneTimePasswordOf("pw-student-2");
        JsonNode thief = ok(signIn("pw.zhao.xue", handedOut));
        JsonNode owner = ok(signIn("pw.zhao.xue", handedOut));

        change(access(owner), handedOut, "gui zhou de yun").expectStatus().isNoContent();

        assertThat(problem(refresh(thief.get("refreshToken").asString()), 401)).isEqualTo("refresh-refused");
        refresh(owner.get("refreshToken").asString()).expectStatus().isOk();
    }

    @Test
    void the_current_password_is_asked_for_and_guessing_it_is_slowed() {
        String handedOut = oneTimePasswordOf("pw-student-2");
        String token = access(ok(signIn("pw.zhao.xue", handedOut)));
        for (int i = 0; i < 6; i++) {
            assertThat(problem(change(token, "wrong-" + i, "gui zhou de yun"), 401))
                    .isEqualTo("sign-in-refused");
        }

        assertThat(problem(change(token, handedOut, "gui zhou de yun"), 429)).isEqualTo("sign-in-slowed");
    }

    @Test
    void of_many_changes_at_once_one_wins() {
        String handedOut = oneTimePasswordOf("pw-student-2");
        String token = access(ok(signIn("pw.zhao.xue", handedOut)));

        var statuses = Races.of(
                4,
                i -> () -> change(token, handedOut, "gui zhou de yun " + i)
                        .returnResult(byte[].class)
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnlyOnce(204).allMatch(status -> List.of(204, 401, 409)
                .contains(status));
    }

    @Test
    void a_reset_ends_the_persons_sessions_and_is_in_the_audit() {
        String handedOut = oneTimePasswordOf("pw-student-2");
        JsonNode before = ok(signIn("pw.zhao.xue", handedOut));

        oneTimePasswordOf("pw-student-2");

        assertThat(problem(refresh(before.get("refreshToken").asString()), 401)).isEqualTo("refresh-refused");
        assertThat(problem(signIn("pw.zhao.xue", handedOut), 401)).isEqualTo("sign-in-refused");
        Eventually.eventually(() -> assertThat(ok(get(admin(), "/api/audit?person=pw-student-2"))
                        .get("items")
                        .findValuesAsString("action"))
                .contains("password-reset"));
    }

    @ParameterizedTest
    @CsvSource({
        "pw-teacher-3, SCHOOL_ADMINISTRATOR@pw-school-1, pw-student-1, 200",
        "pw-teacher-3, PRINCIPAL@pw-school-1, pw-teacher-2, 200",
        "teacher-3, ORG_ADMINISTRATOR@xingyi, pw-student-1, 200",
        "pw-teacher-1, HEAD_TEACHER@pw-school-1, pw-student-1, 200",
        "pw-teacher-1, HEAD_TEACHER@pw-school-1, pw-teacher-2, 403",
        "pw-teacher-2, TEACHER@pw-school-1, pw-student-1, 403",
        "pw-teacher-3, TEACHING_OFFICER@xingyi, pw-student-1, 403",
        "pw-student-2, STUDENT@pw-school-1, pw-student-1, 403",
        "teacher-9, SCHOOL_ADMINISTRATOR@school-2, pw-student-1, 404",
        "teacher-9, ORG_ADMINISTRATOR@pu-an, pw-student-1, 404",
        "pw-teacher-3, SCHOOL_ADMINISTRATOR@pw-school-1, admin, 404",
        "teacher-3, ORG_ADMINISTRATOR@xingyi, nobody, 404"
    })
    void a_password_is_reset_by_those_whose_charge_includes_all_that_the_person_may_do(
            String caller, String grant, String target, int status) {
        reset(issuer.token(caller, grant), target).expectStatus().isEqualTo(status);
    }

    @Test
    void a_class_behind_one_address_is_not_locked_out_by_one_who_guesses() {
        String attacked = oneTimePasswordOf("pw-teacher-2");
        String student = oneTimePasswordOf("pw-student-1");
        String guardian = oneTimePasswordOf("pw-guardian-1");
        for (int i = 0; i < 8; i++) {
            signInFrom("203.0.113.7", "pw.wang.laoshi", "guess-" + i);
        }

        assertThat(problem(signInFrom("203.0.113.7", "pw.wang.laoshi", attacked), 429))
                .isEqualTo("sign-in-slowed");
        signInFrom("203.0.113.7", "pw.li.ming", student).expectStatus().isOk();
        signInFrom("203.0.113.7", "pw.li.baba", guardian).expectStatus().isOk();
        signInFrom("198.51.100.9", "pw.wang.laoshi", attacked).expectStatus().isOk();
    }

    @Test
    void guesses_from_many_addresses_slow_strangers_and_not_the_owner_at_the_usual_place() {
        String handedOut = oneTimePasswordOf("pw-guardian-1");
        String username = "pw.li.baba";
        signInFrom("192.0.2.1", username, handedOut).expectStatus().isOk();
        int slowed = 0;
        for (int i = 0; i < 60; i++) {
            if (signInFrom("198.18.0." + i, username, "guess-" + i)
                            .returnResult(byte[].class)
                            .getStatus()
                            .value()
                    == 429) {
                slowed++;
            }
        }

        assertThat(slowed).isPositive();
        signInFrom("192.0.2.1", username, handedOut).expectStatus().isOk();
    }

    @Test
    void of_a_hundred_guesses_at_once_only_a_few_are_looked_at() {
        oneTimePasswordOf("pw-student-2");

        var statuses = Races.of(
                100,
                i -> () -> signInFrom("203.0.113.50", "pw.zhao.xue", "guess-" + i)
                        .returnResult(byte[].class)
                        .getStatus()
                        .value());

        assertThat(statuses).allMatch(status -> status == 401 || status == 429 || status == 503);
        assertThat(statuses.stream().filter(status -> status == 401)).hasSizeLessThan(20);
    }
}
