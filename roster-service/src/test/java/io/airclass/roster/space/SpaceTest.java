package io.airclass.roster.space;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Races;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class SpaceTest extends RosterServiceTest {
    /** A part of the tree for each test, from the province down. */
    private String own;

    @BeforeEach
    void a_province_with_a_school_is_there() {
        own = "sp" + UUID.randomUUID().toString().substring(0, 8);
        own(Zips.school());
        put(officer("guizhou"), "guizhou", true);
    }

    private void own(Map<String, String> files) {
        var renamed = new TreeMap<String, String>();
        files.forEach((name, text) -> renamed.put(
                name,
                text.replaceAll("(?m)(?<=^|,)(school|class|teacher|student|guardian|role|e|term|year)-", own + "-$1-")
                        .replaceAll("(?m)(?<=^|,)(guizhou|qianxinan|xingyi)(?=,)", own + "-$1")
                        .replaceAll(",(chen\\.laoshi|wang\\.laoshi|li\\.ming|zhao\\.xue|li\\.baba),", ",,")));
        assertThat(imported(renamed).get("errorCount").asLong()).isZero();
    }

    private String id(String name) {
        return own + "-" + name;
    }

    private String officer(String org) {
        return issuer.token("officer-7", "ORG_ADMINISTRATOR@" + id(org));
    }

    private String student() {
        return issuer.token(id("student-1"), "STUDENT@" + id("school-1"));
    }

    private void put(String token, String org, boolean enabled) {
        String uri = "/api/orgs/" + id(org) + "/apps/class";
        String tag = get(token, "/api/orgs/" + id(org) + "/platform")
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
        client.put()
                .uri(uri)
                .headers(h -> {
                    h.setBearerAuth(token);
                    if (tag != null) {
                        h.set("If-Match", tag);
                    }
                })
                .bodyValue(Map.of(
                        "name", "空中课堂",
                        "kind", "PLATFORM",
                        "enabled", enabled,
                        "launchUri", "https://class.example.cn/enter",
                        "hosts", List.of("class.example.cn", "res.example.cn")))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec push(String token, String org, String key, Map<String, Object> more) {
        var body =
                new HashMap<String, Object>(Map.of("title", "同步课堂", "app", "class", "until", "2027-06-01T00:00:00Z"));
        body.putAll(more);
        return client.post()
                .uri("/api/orgs/" + id(org) + "/pushed-items")
                .headers(h -> h.setBearerAuth(token))
                .header("Idempotency-Key", key)
                .bodyValue(body)
                .exchange();
    }

    private String pushed(String org, String title, Map<String, Object> more) {
        var all = new HashMap<>(more);
        all.put("title", title);
        return json(push(officer(org), org, Integer.toHexString(title.hashCode()), all)
                        .expectStatus()
                        .isCreated()
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .get("id")
                .asString();
    }

    private List<String> titles(String token) {
        return ok(get(token, "/api/me/space")).get("items").findValuesAsString("title");
    }

    @Test
    void a_phone_that_knows_the_space_is_told_so_until_it_changes() {
        String student = student();
        String tag = get(student, "/api/me/space")
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();

        var again = conditional(student, tag);
        again.expectStatus().isNotModified();
        assertThat(again.expectBody().returnResult().getResponseBody()).isNull();

        String item = pushed("guizhou", "空中课堂周报", Map.of());
        conditional(student, tag).expectStatus().isOk();
        withdraw("guizhou", item);
        conditional(student, tag).expectStatus().isNotModified();
    }

    private WebTestClient.ResponseSpec conditional(String token, String tag) {
        return client.get()
                .uri("/api/me/space")
                .headers(h -> h.setBearerAuth(token))
                .header("If-None-Match", tag)
                .exchange();
    }

    private void withdraw(String org, String item) {
        client.delete()
                .uri("/api/orgs/" + id(org) + "/pushed-items/" + item)
                .headers(h -> h.setBearerAuth(officer(org)))
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    @Test
    void what_the_levels_above_push_for_one_s_stage_and_grade_is_in_one_s_space_until_it_is_withdrawn() {
        String all = pushed("guizhou", "给全省", Map.of());
        pushed("xingyi", "给高中", Map.of("stages", List.of("SENIOR"), "address", "https://res.example.cn/1"));
        pushed("guizhou", "给高一", Map.of("grades", List.of(10)));
        pushed("guizhou", "给高二", Map.of("grades", List.of(11)));
        pushed("qianxinan", "给小学", Map.of("stages", List.of("PRIMARY")));
        pushed("qianxinan", "明年", Map.of("from", "2027-01-01T00:00:00Z"));

        String teacher = issuer.token(id("teacher-1"), "TEACHER@" + id("school-1"));
        String guardian = issuer.token(id("guardian-1"), "GUARDIAN@" + id("school-1"));
        for (String token : List.of(student(), teacher, guardian)) {
            assertThat(titles(token)).containsExactlyInAnyOrder("给全省", "给高中", "给高一");
        }
        assertThat(titles(issuer.token("p", "PRINCIPAL@" + id("school-1")))).hasSize(5);
        JsonNode seen = ok(get(guardian, "/api/me/space"));
        assertThat(seen.at("/items/0/personIds/0").asString()).isEqualTo(id("student-1"));
        assertThat(seen.at("/apps/0/key").asString()).isEqualTo("class");
        assertThat(seen.at("/apps/0/opens").asBoolean()).isTrue();

        withdraw("guizhou", all);
        withdraw("guizhou", all);
        assertThat(titles(student())).containsExactlyInAnyOrder("给高中", "给高一");
        put(officer("xingyi"), "xingyi", false);
        assertThat(titles(student())).as("the county closes the app").isEmpty();
        assertThat(ok(get(student(), "/api/me/space")).get("apps")).isEmpty();
        eventually(() -> assertThat(ok(get(officer("guizhou"), "/api/audit?org=" + id("guizhou") + "&limit=20"))
                        .get("items")
                        .findValuesAsString("action"))
                .contains("item-pushed", "item-withdrawn"));
    }

    @Test
    void a_space_is_told_in_pages_the_latest_first() {
        for (int i = 0; i < 5; i++) {
            pushed("guizhou", "第" + i + "课", Map.of());
        }
        var found = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = ok(get(student(), "/api/me/space?limit=2&cursor={c}", cursor));
            found.addAll(page.get("items").findValuesAsString("title"));
            cursor = page.path("cursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(found).hasSize(5).doesNotHaveDuplicates();
        assertThat(problem(get(student(), "/api/me/space?cursor=zzz"), 400)).isEqualTo("cursor-malformed");
        JsonNode list = ok(get(officer("guizhou"), "/api/orgs/" + id("guizhou") + "/pushed-items?limit=3"));
        assertThat(list.get("items")).hasSize(3);
        assertThat(list.has("cursor")).isTrue();
    }

    @Test
    void a_push_is_repeated_freely_and_refused_with_another_body() {
        String first = pushed("guizhou", "语文", Map.of());
        assertThat(pushed("guizhou", "语文", Map.of())).isEqualTo(first);
        assertThat(problem(
                        push(
                                officer("guizhou"),
                                "guizhou",
                                Integer.toHexString("语文".hashCode()),
                                Map.of("title", "数学")),
                        422))
                .isEqualTo("idempotency-key-reused");
        assertThat(problem(
                        push(officer("guizhou"), "guizhou", "bad", Map.of("address", "https://evil.example/1")), 422))
                .isEqualTo("app-address-unfit");
        assertThat(problem(push(officer("guizhou"), "school-1", "bad", Map.of()), 422))
                .isEqualTo("push-by-bureau");
        assertThat(problem(push(issuer.token("p", "PRINCIPAL@" + id("school-1")), "school-1", "p", Map.of()), 403))
                .isEqualTo("push-forbidden");
        assertThat(problem(push(officer("xingyi"), "guizhou", "up", Map.of()), 403))
                .isEqualTo("push-forbidden");
    }

    @Test
    void of_many_who_push_at_once_each_is_there_and_a_repeat_of_each_is_there_once() {
        var statuses = Races.of(
                8,
                i -> () -> push(officer("guizhou"), "guizhou", "race-" + i / 2, Map.of("title", "第" + i / 2 + "课"))
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());
        assertThat(statuses).allMatch(status -> status == 201 || status == 409);
        assertThat(titles(student())).doesNotHaveDuplicates();
        IntStream.range(0, 4)
                .forEach(i -> push(officer("guizhou"), "guizhou", "race-" + i, Map.of("title", "第" + i + "课"))
                        .expectStatus()
                        .isCreated());
        assertThat(titles(student())).hasSize(4);
    }
}
