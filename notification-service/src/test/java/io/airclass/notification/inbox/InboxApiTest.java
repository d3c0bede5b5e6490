package io.airclass.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.notification.TestSchool;
import io.airclass.testkit.Races;
import io.airclass.testkit.RoleMatrix;
import io.airclass.testkit.ServiceTest;
import io.airclass.testkit.TestTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class InboxApiTest {
    private static final Instant AT = Instant.parse("2026-11-23T00:30:00Z");

    @Autowired
    WebTestClient client;

    @Autowired
    ApplicationContext service;

    @Autowired
    InboxRepository inbox;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    JsonMapper json;

    private final String pupil = "student-" + UUID.randomUUID();

    @BeforeEach
    void school() {
        new TestSchool(service);
    }

    @Test
    void everyone_reads_their_own_inbox_and_nobody_anothers() {
        put(pupil, 1);
        String id = pupil + "-0";
        Map<String, Integer> own = Map.of("the pupil", 200, "a teacher", 200, "an administrator", 200, "nobody", 401);
        new RoleMatrix(client, requestMappingHandlerMapping)
                .actor("the pupil", TestTokens.token(pupil, "STUDENT@school-8"))
                .actor("a teacher", TestTokens.token("teacher-1", "TEACHER@school-8"))
                .actor("an administrator", TestTokens.token("admin", "PLATFORM_ADMINISTRATOR@root"))
                .actor("nobody", null)
                .endpoint(
                        HttpMethod.GET,
                        "/api/me/notifications",
                        http -> http.get().uri("/api/me/notifications"),
                        own)
                .endpoint(
                        HttpMethod.GET,
                        "/api/me/notifications/unread-count",
                        http -> http.get().uri("/api/me/notifications/unread-count"),
                        own)
                .endpoint(
                        HttpMethod.GET,
                        "/api/me/notifications/stream",
                        http -> http.get().uri("/api/me/notifications/stream").accept(MediaType.TEXT_EVENT_STREAM),
                        own)
                .endpoint(
                        HttpMethod.PUT,
                        "/api/me/notifications/{id}/read",
                        http -> http.put().uri("/api/me/notifications/{id}/read", id),
                        Map.of("the pupil", 200, "a teacher", 404, "an administrator", 404, "nobody", 401))
                .verify();
    }

    @Test
    void unread_messages_come_first_and_the_newest_of_each_before_the_older() {
        put(pupil, 4);
        read(pupil + "-3");
        read(pupil + "-1");

        assertThat(ids(get("/api/me/notifications")))
                .containsExactly(pupil + "-2", pupil + "-0", pupil + "-3", pupil + "-1");
    }

    @Test
    void pages_follow_one_another_without_a_gap_or_a_double() {
        put(pupil, 25);
        read(pupil + "-20");
        List<String> seen = new ArrayList<>();
        String next = "/api/me/notifications?limit=10";
        int pages = 0;
        while (next != null) {
            JsonNode page = get(next);
            seen.addAll(ids(page));
            pages++;
            next = page.has("cursor")
                    ? "/api/me/notifications?limit=10&cursor="
                            + page.get("cursor").asString()
                    : null;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(25).doesNotHaveDuplicates().last().isEqualTo(pupil + "-20");
    }

    @Test
    void a_message_is_told_in_the_language_of_the_reader() {
        put(pupil, 1);

        assertThat(get("/api/me/notifications").at("/items/0/title").asString()).isEqualTo("新作业：二次函数练习");
        as(pupil)
                .get()
                .uri("/api/me/notifications")
                .header("Accept-Language", "en-GB,en;q=0.9")
                .exchange()
                .expectHeader()
                .valueEquals("Content-Language", "en")
                .expectBody()
                .jsonPath("$.items[0].title")
                .isEqualTo("New homework: 二次函数练习")
                .jsonPath("$.items[0].read")
                .isEqualTo(false)
                .jsonPath("$.items[0].childId")
                .doesNotExist();
    }

    @Test
    void reading_counts_down_once_however_often_it_is_said() {
        put(pupil, 3);
        assertThat(get("/api/me/notifications/unread-count").get("count").asInt())
                .isEqualTo(3);

        List<Integer> answers = Races.of(
                20,
                _ -> () -> as(pupil)
                        .put()
                        .uri("/api/me/notifications/{id}/read", pupil + "-1")
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value());

        assertThat(new HashSet<>(answers)).containsExactly(200);
        JsonNode count = get("/api/me/notifications/unread-count");
        assertThat(count.get("count").asInt()).isEqualTo(2);
        assertThat(count.get("more").asBoolean()).isFalse();
    }

    @Test
    void a_message_keeps_the_instant_at_which_it_was_first_read() {
        put(pupil, 1);
        read(pupil + "-0");
        Instant first = inbox.find(pupil, pupil + "-0").block().readAt();
        read(pupil + "-0");

        assertThat(inbox.find(pupil, pupil + "-0").block().readAt()).isEqualTo(first);
    }

    @Test
    void more_unread_messages_than_are_counted_are_told_as_more() {
        put(pupil, 1000);

        JsonNode count = get("/api/me/notifications/unread-count");
        assertThat(count.get("count").asInt()).isEqualTo(999);
        assertThat(count.get("more").asBoolean()).isTrue();
    }

    @Test
    void bad_questions_get_a_clear_problem() {
        for (String bad : List.of("limit=0", "limit=201", "limit=viele", "cursor=%21", "cursor=AAAA")) {
            as(pupil)
                    .get()
                    .uri("/api/me/notifications?" + bad)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.type")
                    .exists()
                    .jsonPath("$.trace")
                    .doesNotExist();
        }
        as(pupil)
                .get()
                .uri("/api/me/notifications/stream")
                .header("Last-Event-ID", "not ours")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/last-event-id-malformed");
        as(pupil)
                .put()
                .uri("/api/me/notifications/{id}/read", "x".repeat(500))
                .header("Accept-Language", "en")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/notification-not-found")
                .jsonPath("$.title")
                .isEqualTo("No such notification");
        as(pupil).post().uri("/api/me/notifications").exchange().expectStatus().isEqualTo(405);
    }

    @Test
    void a_bad_token_gets_nothing() {
        for (String path : List.of(
                "/api/me/notifications", "/api/me/notifications/unread-count", "/api/me/notifications/stream")) {
            TestTokens.bad(pupil, "STUDENT@school-8").forEach(token -> client.get()
                    .uri(path)
                    .headers(headers -> headers.setBearerAuth(token))
                    .exchange()
                    .expectStatus()
                    .isUnauthorized());
        }
    }

    private void put(String personId, int count) {
        List<Message> messages = IntStream.range(0, count)
                .mapToObj(i -> Message.unread(
                        personId + "-" + i,
                        personId,
                        null,
                        "assignment-opened",
                        "/api/assignments/assignment-" + i,
                        Map.of(
                                "title", "二次函数练习",
                                "subject", "数学",
                                "className", "九年级（3）班",
                                "dueAt", "2026-11-24T12:00:00Z"),
                        AT.plusSeconds(i)))
                .toList();
        inbox.putAll(messages).blockLast();
    }

    private void read(String id) {
        as(pupil)
                .put()
                .uri("/api/me/notifications/{id}/read", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.read")
                .isEqualTo(true);
    }

    private JsonNode get(String uri) {
        return json.readTree(as(pupil)
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    private WebTestClient as(String personId) {
        String token = TestTokens.token(personId, "STUDENT@school-8");
        return client.mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }

    private static List<String> ids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }
}
