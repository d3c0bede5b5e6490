package io.airclass.roster.grants;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Races;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class GrantTest extends RosterServiceTest {
    @BeforeEach
    void a_school_with_a_teacher_who_has_an_account_is_there() {
        assertThat(imported(Zips.school()).get("errorCount").asLong()).isZero();
    }

    private String administrator() {
        return issuer.token("officer-7", "ORG_ADMINISTRATOR@qianxinan");
    }

    private WebTestClient.ResponseSpec give(String token, String person, String key, Map<String, Object> body) {
        return client.post()
                .uri("/api/people/{id}/grants", person)
                .headers(h -> h.setBearerAuth(token))
                .header("Idempotency-Key", key)
                .bodyValue(body)
                .exchange();
    }

    private static Map<String, Object> supervision(Instant until) {
        return Map.of("role", "SUPERVISION_OFFICER", "org", "xingyi", "until", until.toString(), "reason", "督导组成员");
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS);
    }

    private JsonNode given(String person, Map<String, Object> body) {
        return json(give(administrator(), person, UUID.randomUUID().toString(), body)
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    private void end(String person, String grantId) {
        client.put()
                .uri("/api/people/{id}/grants/{grant}/end", person, grantId)
                .headers(h -> h.setBearerAuth(administrator()))
                .bodyValue(Map.of("reason", "调离"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private List<String> rolesOfWang() {
        String token = json(signIn("wang.laoshi", "Lesson-2026")
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .get("accessToken")
                .asString();
        return ok(get(token, "/api/me")).get("roles").findValuesAsString("role");
    }

    @Test
    void a_grant_is_in_the_next_token_survives_an_import_and_is_gone_when_taken_away() {
        JsonNode grant = given("teacher-2", supervision(inDays(30)));
        assertThat(rolesOfWang()).contains("TEACHER", "SUPERVISION_OFFICER");

        JsonNode again = imported(Zips.school());
        assertThat(again.at("/counts/people/changed").asLong()).isZero();
        assertThat(rolesOfWang()).contains("SUPERVISION_OFFICER");

        end("teacher-2", grant.get("id").asString());
        assertThat(rolesOfWang()).contains("TEACHER").doesNotContain("SUPERVISION_OFFICER");
        JsonNode read = ok(get(administrator(), "/api/people/teacher-2/grants"));
        assertThat(read.at("/imported/0").asString()).isEqualTo("TEACHER@school-1");
        assertThat(read.get("issued").valueStream().filter(one -> one.get("id").equals(grant.get("id"))))
                .singleElement()
                .satisfies(ended -> {
                    assertThat(ended.get("holds").asBoolean()).isFalse();
                    assertThat(ended.get("endReason").asString()).isEqualTo("调离");
                });
    }

    @Test
    void a_token_does_not_outlive_a_grant_in_it() {
        JsonNode grant = given("teacher-2", supervision(Instant.now().plusSeconds(90)));
        long seconds = json(signIn("wang.laoshi", "Lesson-2026")
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .get("expiresIn")
                .asLong();

        assertThat(seconds).isBetween(1L, 90L);
        end("teacher-2", grant.get("id").asString());
    }

    @Test
    void giving_and_taking_away_are_in_the_audit_with_who_did_it() {
        JsonNode grant = given("teacher-1", supervision(inDays(3)));
        end("teacher-1", grant.get("id").asString());

        eventually(() -> {
            JsonNode entries = ok(get(administrator(), "/api/audit?person=teacher-1&limit=2"));
            assertThat(entries.get("items").findValuesAsString("action"))
                    .containsExactly("grant-ended", "grant-issued");
            assertThat(entries.at("/items/0/actorId").asString()).isEqualTo("officer-7");
            assertThat(entries.at("/items/1/facts/role").asString()).isEqualTo("SUPERVISION_OFFICER");
        });
        assertThat(ok(get(administrator(), "/api/audit?org=xingyi&limit=1"))
                        .at("/items/0/subjectId")
                        .asString())
                .isEqualTo("teacher-1");
        String neighbour = issuer.token("officer-8", "ORG_ADMINISTRATOR@pu-an");
        assertThat(ok(get(neighbour, "/api/audit?person=teacher-1"))
                        .get("items")
                        .isEmpty())
                .isTrue();
        assertThat(problem(get(neighbour, "/api/audit?org=xingyi"), 404)).isEqualTo("not-found");
    }

    @Test
    void a_repeat_gives_once_and_two_different_grants_at_one_instant_are_both_kept() {
        String key = UUID.randomUUID().toString();
        var body = supervision(inDays(5));
        Set<String> ids = Races.of(
                        6,
                        i -> () -> json(give(administrator(), "guardian-1", key, body)
                                        .expectStatus()
                                        .isCreated()
                                        .expectBody()
                                        .returnResult()
                                        .getResponseBody())
                                .get("id")
                                .asString())
                .stream()
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(1);

        Races.of(
                6,
                i -> () -> give(
                                administrator(),
                                "guardian-1",
                                UUID.randomUUID().toString(),
                                supervision(inDays(10 + i)))
                        .expectStatus()
                        .isCreated());
        JsonNode read = ok(get(administrator(), "/api/people/guardian-1/grants"));
        assertThat(read.get("issued").valueStream().filter(one -> one.get("holds")
                        .asBoolean()))
                .hasSize(7);
        read.get("issued").forEach(one -> end("guardian-1", one.get("id").asString()));
    }

    @Test
    void people_and_organisations_of_others_are_not_there() {
        String neighbour = issuer.token("officer-8", "ORG_ADMINISTRATOR@pu-an");
        assertThat(problem(give(neighbour, "teacher-1", "k-1", supervision(inDays(3))), 404))
                .isEqualTo("not-found");
        assertThat(problem(get(neighbour, "/api/people/teacher-1/grants"), 404)).isEqualTo("not-found");
        assertThat(problem(get(administrator(), "/api/people/none/grants"), 404))
                .isEqualTo("not-found");
        var elsewhere = Map.<String, Object>of(
                "role", "RESEARCHER", "org", "nowhere", "until", inDays(3).toString(), "reason", "教研");
        assertThat(problem(give(administrator(), "teacher-1", "k-2", elsewhere), 404))
                .isEqualTo("org-unknown");
    }

    @Test
    void who_was_given_a_grant_at_an_organisation_is_listed() {
        JsonNode grant = given("teacher-2", supervision(inDays(20)));

        JsonNode listed = ok(get(administrator(), "/api/orgs/xingyi/grants"));
        assertThat(listed.get("items")
                        .valueStream()
                        .filter(one -> one.get("personId").asString().equals("teacher-2")))
                .singleElement()
                .satisfies(one -> assertThat(one.get("name").asString()).isEqualTo("王丽华"));
        end("teacher-2", grant.get("id").asString());
    }
}
