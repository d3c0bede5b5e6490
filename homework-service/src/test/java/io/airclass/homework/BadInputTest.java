package io.airclass.homework;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.PersonGrant;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.store.Database;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.TestTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

class BadInputTest extends HomeworkTest {

    @Autowired
    private Database database;

    @LocalServerPort
    private int port;

    static Stream<Arguments> badAssignments() {
        return Stream.of(
                Arguments.of("classId", null, 400, "/classId"),
                Arguments.of("classId", "", 400, "/classId"),
                Arguments.of("classId", "班 级", 400, "/classId"),
                Arguments.of("classId", "x".repeat(65), 400, "/classId"),
                Arguments.of("classId", 7, 400, "/classId"),
                Arguments.of("classId", Map.of("$gt", ""), 400, "/classId"),
                Arguments.of("classId", "no-such-class", 404, null),
                Arguments.of("classId", OTHER_CLASS, 404, null),
                Arguments.of("subject", " ", 400, "/subject"),
                Arguments.of("subject", "数".repeat(41), 400, "/subject"),
                Arguments.of("title", "", 400, "/title"),
                Arguments.of("title", "题".repeat(101), 400, "/title"),
                Arguments.of("text", "字".repeat(10_001), 400, "/text"),
                Arguments.of("text", List.of("字"), 400, "/text"),
                Arguments.of("dueAt", null, 400, "/dueAt"),
                Arguments.of("dueAt", "明天", 400, "/dueAt"),
                Arguments.of("dueAt", "2020-01-01T00:00:00Z", 422, null),
                Arguments.of("dueAt", "9999-12-31T23:59:59Z", 422, null),
                Arguments.of("dueAt", "+1000000000-12-31T23:59:59.999999999Z", 422, null),
                Arguments.of("graceMinutes", -1, 400, "/graceMinutes"),
                Arguments.of("graceMinutes", 43_201, 400, "/graceMinutes"),
                Arguments.of("graceMinutes", "30", 400, "/graceMinutes"),
                Arguments.of("graceMinutes", 99_999_999_999L, 400, null),
                Arguments.of("expectedMinutes", 601, 400, "/expectedMinutes"),
                Arguments.of("maxScore", null, 400, "/maxScore"),
                Arguments.of("maxScore", 0, 400, "/maxScore"),
                Arguments.of("maxScore", -5, 400, "/maxScore"),
                Arguments.of("maxScore", 1001, 400, "/maxScore"),
                Arguments.of("maxScore", 99.999, 400, "/maxScore"),
                Arguments.of("maxScore", true, 400, "/maxScore"),
                Arguments.of("teacherId", "somebody-else", 400, "/teacherId"));
    }

    @ParameterizedTest
    @MethodSource("badAssignments")
    void a_bad_assignment_is_refused_with_its_field_and_nothing_is_stored(
            String field, Object value, int status, String pointer) {
        long before = count("assignments");
        var request = new LinkedHashMap<>(assignment());
        request.put(field, value);
        var problem = body(as(TEACHER, openCall(Ids.next(), request)), status);
        if (pointer != null) {
            assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        }
        assertThat(problem.at("/title").asString()).isNotBlank();
        assertThat(problem.toString()).doesNotContain("io.airclass", "Exception", "tools.jackson");
        assertThat(count("assignments")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"text\":\"a\",\"text\":}",
                "{\"text\":1e999999999}",
                "\uFEFF"
            })
    void what_is_no_json_of_the_right_shape_is_refused(String body) {
        var assignment = opened();
        long before = count("submissions");
        body(as(STUDENT, raw(assignment, body.getBytes(StandardCharsets.UTF_8))), 400);
        assertThat(count("submissions")).isEqualTo(before);
    }

    @Test
    void bad_utf_8_is_refused() {
        var body = "{\"text\":\"??\"}".getBytes(StandardCharsets.US_ASCII);
        body[9] = (byte) 0xc3;
        body[10] = (byte) 0x28;
        assertThat(problem(as(STUDENT, raw(opened(), body)), 400)).isEqualTo("malformed-request");
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        var body = ("{\"text\":\"" + "x".repeat(300_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(problem(as(STUDENT, raw(opened(), body)), 413)).isEqualTo("body-too-large");
    }

    @Test
    void a_body_of_another_type_is_refused() {
        var call = client.put()
                .uri("/api/assignments/{id}/submission", opened())
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("答案");
        assertThat(problem(as(STUDENT, call), 415)).isEqualTo("content-type-not-taken");
    }

    static Stream<Arguments> badHandIns() {
        return Stream.of(
                Arguments.of(Map.of(), 422),
                Arguments.of(Map.of("text", "  "), 422),
                Arguments.of(Map.of("text", "字".repeat(10_001)), 400),
                Arguments.of(Map.of("text", 5), 400),
                Arguments.of(Map.of("text", "答案", "late", false), 400),
                Arguments.of(Map.of("text", "答案", "fileIds", "file"), 400),
                Arguments.of(Map.of("text", "答案", "fileIds", List.of("")), 400),
                Arguments.of(Map.of("text", "答案", "fileIds", List.of("x".repeat(65))), 400),
                Arguments.of(Map.of("text", "答案", "fileIds", List.of("no-such-file")), 422),
                Arguments.of(Map.of("text", "答案", "fileIds", List.of("../../etc/passwd")), 422),
                Arguments.of(
                        Map.of(
                                "text",
                                "答案",
                                "fileIds",
                                IntStream.range(0, 21).mapToObj(String::valueOf).toList()),
                        400));
    }

    @ParameterizedTest
    @MethodSource("badHandIns")
    void bad_work_is_refused_and_nothing_is_stored(Map<String, Object> request, int status) {
        var assignment = opened();
        body(as(STUDENT, handInCall(assignment, null, request)), status);
        assertThat(problem(get(STUDENT, "/api/assignments/{id}/submission", assignment), 404))
                .isEqualTo("submission-not-found");
    }

    static Stream<Arguments> badMarks() {
        return Stream.of(
                Arguments.of(Map.of("comment", "好"), 422),
                Arguments.of(Map.of("score", -0.5), 400),
                Arguments.of(Map.of("score", 100.01), 422),
                Arguments.of(Map.of("score", 99.999), 400),
                Arguments.of(Map.of("score", "90"), 400),
                Arguments.of(Map.of("score", 90, "comment", "字".repeat(2001)), 400),
                Arguments.of(Map.of("score", 90, "markedBy", "somebody"), 400));
    }

    @ParameterizedTest
    @MethodSource("badMarks")
    void a_bad_mark_is_refused(Map<String, Object> request, int status) {
        var submission = handedIn(opened(), "答案");
        body(as(TEACHER, markCall(submission, "\"1\"", request)), status);
        assertThat(body(get(TEACHER, "/api/submissions/{id}", submission), 200)
                        .at("/state")
                        .asString())
                .isEqualTo("HANDED_IN");
    }

    @Test
    void huge_numbers_cost_nothing_and_are_refused() {
        var submission = handedIn(opened(), "答案");
        for (var number : List.of("1e400000000", "1e-400000000", "9".repeat(900), "0." + "9".repeat(900))) {
            var call = client.put()
                    .uri("/api/submissions/{id}/mark", submission)
                    .header("If-Match", "\"1\"")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"score\":" + number + "}");
            body(as(TEACHER, call), 400);
        }
    }

    @Test
    void a_version_is_asked_for_and_must_be_the_one_that_stands() {
        var assignment = opened();
        var submission = handedIn(assignment, "第一稿");
        var next = Map.of("text", "第二稿");
        assertThat(problem(as(STUDENT, handInCall(assignment, null, next)), 428))
                .isEqualTo("if-match-missing");
        assertThat(problem(as(STUDENT, handInCall(assignment, "\"7\"", next)), 412))
                .isEqualTo("stale-version");
        assertThat(problem(as(STUDENT, handInCall(assignment, "seven", next)), 400))
                .isEqualTo("etag-malformed");
        assertThat(problem(as(TEACHER, markCall(submission, null, Map.of("score", 9))), 428))
                .isEqualTo("if-match-missing");
        var answer = as(STUDENT, handInCall(assignment, "\"1\"", next));
        answer.expectHeader().valueEquals("ETag", "\"2\"");
        body(answer, 200);
        assertThat(problem(as(TEACHER, markCall(submission, "\"1\"", Map.of("score", 9))), 412))
                .isEqualTo("stale-version");
    }

    @Test
    void a_version_of_what_is_not_there_is_stale() {
        assertThat(problem(as(STUDENT, handInCall(opened(), "\"1\"", Map.of("text", "答案"))), 412))
                .isEqualTo("stale-version");
    }

    @Test
    void an_idempotency_key_is_needed_to_open_an_assignment() {
        var call = client.post()
                .uri("/api/assignments")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(assignment());
        assertThat(problem(as(TEACHER, call), 400)).isEqualTo("idempotency-key-missing");
        assertThat(problem(as(TEACHER, openCall("k".repeat(129), assignment())), 400))
                .isEqualTo("idempotency-key-missing");
    }

    @Test
    void a_bad_token_opens_no_endpoint() {
        var assignment = opened();
        var paths = new ArrayList<>(List.of("/api/me/assignments", "/api/assignments/" + assignment));
        TestTokens.bad("wang-laoshi", TestTokens.grant(Role.TEACHER, SCHOOL)).forEach(bad -> {
            for (var path : paths) {
                assertThat(problem(get(bad, path), 401)).isEqualTo("token-invalid");
            }
            assertThat(problem(as(bad, openCall(Ids.next(), assignment())), 401))
                    .isEqualTo("token-invalid");
        });
    }

    private static PersonChangedV1 guardian(boolean deleted, Boolean disabled) {
        return new PersonChangedV1(
                "luo-mama",
                List.of(Role.GUARDIAN),
                List.of(SCHOOL),
                List.of(),
                List.of(),
                List.of("xiaoming"),
                List.of(new PersonGrant(Role.GUARDIAN, SCHOOL, null, null)),
                deleted,
                disabled);
    }

    @Test
    void whom_the_roster_has_disabled_or_let_go_is_refused_though_another_issuer_signs() {
        var token = TestTokens.withoutGrants("luo-mama");
        assertThat(problem(get(token, "/api/me/assignments"), 403)).isEqualTo("person-not-admitted");
        roster.apply(guardian(false, null), 1).block();
        eventually(() -> get(token, "/api/me/assignments").expectStatus().isOk());
        roster.apply(guardian(false, true), 2).block();
        eventually(() ->
                assertThat(problem(get(token, "/api/me/assignments"), 403)).isEqualTo("person-not-admitted"));
        roster.apply(guardian(false, null), 3).block();
        eventually(() -> get(token, "/api/me/assignments").expectStatus().isOk());
        roster.apply(guardian(true, null), 4).block();
        eventually(() ->
                assertThat(problem(get(token, "/api/me/assignments"), 403)).isEqualTo("person-not-admitted"));
    }

    @Test
    void the_neighbours_ids_are_not_found() {
        var assignment = opened();
        var file = uploaded("作业.jpg", photo());
        var submission = handedIn(assignment, "答案", file);
        for (var token : List.of(STRANGER, STRANGE_STUDENT)) {
            assertThat(problem(get(token, "/api/assignments/{id}", assignment), 404))
                    .isEqualTo("assignment-not-found");
            assertThat(problem(get(token, "/api/submissions/{id}", submission), 404))
                    .isEqualTo("submission-not-found");
            assertThat(problem(get(token, "/api/files/{id}", file), 404)).isEqualTo("file-not-found");
        }
        assertThat(problem(as(CLASSMATE, handInCall(assignment, null, Map.of("fileIds", List.of(file)))), 422))
                .isEqualTo("file-not-yours");
        assertThat(problem(get(CLASSMATE, "/api/submissions/{id}", submission), 404))
                .isEqualTo("submission-not-found");
    }

    @Test
    void a_teachers_token_of_another_school_does_not_open_the_class_that_the_person_teaches() {
        var elsewhere = TestTokens.token("wang-laoshi", TestTokens.grant(Role.TEACHER, OTHER_SCHOOL));
        assertThat(problem(get(elsewhere, "/api/assignments/{id}", opened()), 404))
                .isEqualTo("assignment-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/assignments/%00",
                "/api/assignments/..%2f..%2fetc",
                "/api/submissions/x",
                "/api/files/%E6%96%87"
            })
    void strange_ids_are_not_found(String path) {
        var answer = as(TEACHER, client.get().uri(URI.create("http://localhost:" + port + path)));
        assertThat(answer.returnResult(Void.class).getStatus().value()).isIn(400, 404);
    }

    @Test
    void a_guardian_says_whose_work() {
        assertThat(problem(get(GUARDIAN, "/api/assignments/{id}/submission", opened()), 400))
                .isEqualTo("student-id-missing");
    }

    @Test
    void problems_speak_the_callers_language() {
        var call = client.get().uri("/api/assignments/none");
        var chinese = body(as(STUDENT, call), 404);
        assertThat(chinese.at("/title").asString()).isEqualTo("未找到作业");
        var english = body(as(STUDENT, client.get().uri("/api/assignments/none").header("Accept-Language", "en")), 404);
        assertThat(english.at("/title").asString()).isEqualTo("Assignment not found");
    }

    private WebTestClient.RequestHeadersSpec<?> raw(String assignment, byte[] body) {
        return client.put()
                .uri("/api/assignments/{id}/submission", assignment)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body);
    }

    private long count(String collection) {
        return Mono.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .countDocuments(new Document()))
                .block();
    }
}
