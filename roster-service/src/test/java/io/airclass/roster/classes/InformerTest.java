package io.airclass.roster.classes;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Races;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class InformerTest extends RosterServiceTest {
    private static final String SCHOOL = "informer-school";

    private String id(String shortId) {
        return "informer-" + shortId;
    }

    /** A school of this test's own, as others change theirs. */
    private Map<String, String> school() {
        var files = Zips.school();
        files.replaceAll((name, text) -> text.replaceAll(
                        "(?m)(?<=^|,)(class|teacher|student|guardian|role|e|term|year)-", "informer-$1-")
                .replace("school-1", SCHOOL)
                .replaceAll("(chen\\.laoshi|wang\\.laoshi|li\\.ming|zhao\\.xue|li\\.baba)", "informer.$1"));
        files.merge(
                "classes.csv",
                "informer-class-2,,,高一（2）班,10,,,homeroom,," + SCHOOL + ",informer-term-1,,,,senior\n",
                String::concat);
        return files;
    }

    @BeforeEach
    void a_school_is_there() {
        assertThat(imported(school()).get("errorCount").asLong()).isZero();
    }

    private String head() {
        return issuer.token(id("teacher-1"), "TEACHER@" + SCHOOL);
    }

    private String principal() {
        return issuer.token("principal-7", "PRINCIPAL@" + SCHOOL);
    }

    private JsonNode read() {
        return ok(get(head(), "/api/classes/informer-class-1"));
    }

    private String tag() {
        return get(head(), "/api/classes/informer-class-1")
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
    }

    private WebTestClient.ResponseSpec name(String token, String body, String ifMatch) {
        var request = client.put()
                .uri("/api/classes/informer-class-1/informer")
                .headers(h -> h.setBearerAuth(token))
                .header("Content-Type", "application/json");
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.bodyValue(body).exchange();
    }

    private static String person(String id) {
        return "{\"personId\": \"" + id + "\"}";
    }

    private JsonNode open(String token, String query) {
        return ok(get(token, "/api/orgs/" + SCHOOL + "/open-issues" + query));
    }

    @Test
    void a_class_without_one_is_open_until_the_head_teacher_names_a_teacher_of_the_class() {
        name(head(), "{}", tag()).expectStatus().isOk();
        String supervisor = issuer.token("officer-1", "SUPERVISION_OFFICER@xingyi");
        JsonNode both = open(supervisor, "");
        assertThat(both.get("items").findValuesAsString("classId"))
                .containsExactly("informer-class-1", "informer-class-2");
        assertThat(both.at("/items/0/issues").toString()).isEqualTo("[\"INFORMER_MISSING\"]");
        assertThat(both.at("/items/1/issues").size()).isEqualTo(2);
        JsonNode first = open(supervisor, "?limit=1");
        assertThat(open(supervisor, "?limit=1&cursor=" + first.get("cursor").asString())
                        .get("items")
                        .findValuesAsString("classId"))
                .containsExactly("informer-class-2");

        name(head(), person(id("teacher-2")), tag()).expectStatus().isOk();

        assertThat(read().get("informerId").asString()).isEqualTo(id("teacher-2"));
        assertThat(open(supervisor, "").get("items").findValuesAsString("classId"))
                .containsExactly("informer-class-2");
        eventually(() -> assertThat(ok(get(principal(), "/api/audit?org=" + SCHOOL + "&limit=1"))
                        .at("/items/0/action")
                        .asString())
                .isEqualTo("class-informer-named"));
    }

    @Test
    void an_import_keeps_the_person_unless_that_one_left_the_class() {
        name(principal(), person(id("teacher-2")), tag()).expectStatus().isOk();
        JsonNode again = imported(school());
        assertThat(again.at("/counts/classes/changed").asLong()).isZero();
        assertThat(read().get("informerId").asString()).isEqualTo(id("teacher-2"));

        var without = school();
        without.computeIfPresent("enrollments.csv", (_, text) -> text.replaceAll("(?m)^informer-e-2,.*\n", ""));
        assertThat(imported(without).get("errorCount").asLong()).isZero();
        assertThat(read().has("informerId")).isFalse();
    }

    @Test
    void only_a_teacher_of_the_class_is_named_and_only_by_those_who_lead() {
        assertThat(problem(name(head(), person(id("guardian-1")), tag()), 422)).isEqualTo("informer-not-of-class");
        String teacher = issuer.token(id("teacher-2"), "TEACHER@" + SCHOOL);
        assertThat(problem(name(teacher, person(id("teacher-2")), tag()), 403)).isEqualTo("informer-forbidden");
        String neighbour = issuer.token("teacher-9", "PRINCIPAL@school-2");
        assertThat(problem(name(neighbour, person(id("teacher-2")), tag()), 404))
                .isEqualTo("not-found");
    }

    @Test
    void of_six_at_once_one_names_and_the_others_are_told_that_it_moved() {
        name(head(), "{}", tag()).expectStatus().isOk();
        String tag = tag();
        var statuses = Races.of(
                6,
                i -> () -> name(i % 2 == 0 ? head() : principal(), person(id("teacher-" + (i % 2 + 1))), tag)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(new TreeSet<>(statuses))
                .as("one names; who asks for the same finds it so")
                .isSubsetOf(200, 412);
        assertThat(statuses).contains(200, 412);
        assertThat(problem(name(head(), "{}", null), 428)).isEqualTo("if-match-missing");
    }
}
