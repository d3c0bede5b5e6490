package io.airclass.roster.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.OwnSchool;
import io.airclass.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class SessionsTest extends RosterServiceTest {

    @BeforeEach
    void a_school_is_there() {
        assertThat(imported(OwnSchool.of("se")).get("state").asString()).isEqualTo("DONE");
    }

    private JsonNode signedIn(String username) {
        return ok(signIn(username, "Lesson-2026"));
    }

    private static String access(JsonNode tokens) {
        return tokens.get("accessToken").asString();
    }

    private WebTestClient.ResponseSpec delete(String token, String uri, Object... variables) {
        return client.delete()
                .uri(uri, variables)
                .headers(h -> h.setBearerAuth(token))
                .exchange();
    }

    private List<JsonNode> own(String token) {
        var all = new ArrayList<JsonNode>();
        String cursor = "";
        do {
            JsonNode page = ok(get(token, "/api/me/sessions?limit=2&cursor={c}", cursor));
            page.get("items").forEach(all::add);
            cursor = page.path("cursor").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    private void isOver(JsonNode tokens) {
        assertThat(problem(refresh(tokens.get("refreshToken").asString()), 401)).isEqualTo("refresh-refused");
    }

    @Test
    void one_sees_ones_own_sessions_the_newest_first_and_which_is_this_one() {
        delete(access(signedIn("se.li.ming")), "/api/me/sessions")
                .expectStatus()
                .isNoContent();
        JsonNode phone = signedIn("se.li.ming");
        signedIn("se.li.ming");
        signedIn("se.li.ming");
        signedIn("se.li.baba");

        List<JsonNode> sessions = own(access(phone));

        assertThat(sessions).hasSize(3);
        assertThat(sessions.get(2).get("current").asBoolean()).isTrue();
        assertThat(sessions.get(0).get("current").asBoolean()).isFalse();
        assertThat(sessions.get(0).get("signedInAt").asString())
                .isGreaterThanOrEqualTo(sessions.get(2).get("signedInAt").asString());
        assertThat(sessions.toString()).doesNotContain("Hash", "203.0");
    }

    @Test
    void one_session_is_ended_and_the_others_go_on() {
        JsonNode phone = signedIn("se.li.ming");
        JsonNode lost = signedIn("se.li.ming");
        String id = own(access(lost)).stream()
                .filter(session -> session.get("current").asBoolean())
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();

        delete(access(phone), "/api/me/sessions/{id}", id).expectStatus().isNoContent();
        delete(access(phone), "/api/me/sessions/{id}", id).expectStatus().isNoContent();

        isOver(lost);
        refresh(phone.get("refreshToken").asString()).expectStatus().isOk();
    }

    @Test
    void somebody_elses_session_is_not_found() {
        JsonNode victim = signedIn("se.li.ming");
        String id = own(access(victim)).getFirst().get("id").asString();

        assertThat(problem(delete(access(signedIn("se.li.baba")), "/api/me/sessions/{id}", id), 404))
                .isEqualTo("not-found");
        assertThat(problem(delete(access(victim), "/api/me/sessions/none"), 404))
                .isEqualTo("not-found");
    }

    @Test
    void signing_out_everywhere_ends_every_session_here_included() {
        JsonNode phone = signedIn("se.li.ming");
        JsonNode tablet = signedIn("se.li.ming");
        JsonNode father = signedIn("se.li.baba");

        delete(access(phone), "/api/me/sessions").expectStatus().isNoContent();

        isOver(phone);
        isOver(tablet);
        refresh(father.get("refreshToken").asString()).expectStatus().isOk();
    }

    @Test
    void the_school_ends_a_persons_sessions_and_it_is_in_the_audit() {
        JsonNode phone = signedIn("se.wang.laoshi");

        delete(issuer.token("se-teacher-3", "SCHOOL_ADMINISTRATOR@se-school-1"), "/api/people/se-teacher-2/sessions")
                .expectStatus()
                .isNoContent();

        isOver(phone);
        Eventually.eventually(() -> assertThat(ok(get(admin(), "/api/audit?person=se-teacher-2"))
                        .get("items")
                        .findValuesAsString("action"))
                .contains("sessions-ended"));
        delete(issuer.token("teacher-9", "SCHOOL_ADMINISTRATOR@school-2"), "/api/people/se-teacher-2/sessions")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void a_person_who_may_no_longer_sign_in_has_no_session_to_refresh() {
        JsonNode phone = signedIn("se.li.ming");
        var files = OwnSchool.of("se");
        files.compute("users.csv", (_, rows) -> rows.replace("se-student-1,,,true", "se-student-1,,,false"));
        imported(files);

        isOver(phone);
        assertThat(problem(signIn("se.li.ming", "Lesson-2026"), 401)).isEqualTo("sign-in-refused");
    }
}
