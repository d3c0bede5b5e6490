package io.airclass.exam;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.exam.bank.BankRules;
import io.airclass.kit.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** What is wrong gets a clear problem, and nothing of it is stored. */
class BadInputTest extends ExamServiceTest {

    private record Case(String body, int status, String slug) {}

    @Test
    void a_bad_paper_is_refused() {
        var scene = scene();
        importGift(scene.teacher(), "坏", "对？{T}");
        var question = get(scene.teacher(), "/api/questions?bank=坏").text("/items/0/id");
        var good = "{\"questionId\":\"" + question + "\",\"marks\":1}";
        for (var each : List.of(
                new Case("", 400, "malformed-request"),
                new Case("{", 400, "malformed-request"),
                new Case("[]", 400, "malformed-request"),
                new Case("{\"title\":\"卷\",\"subject\":\"数学\",\"items\":7}", 400, "malformed-request"),
                new Case(
                        "{\"title\":\"卷\",\"subject\":\"数学\",\"items\":[" + good + "],\"extra\":1}",
                        400,
                        "malformed-request"),
                new Case("{\"title\":\"\",\"subject\":\"数学\",\"items\":[" + good + "]}", 400, "invalid-fields"),
                new Case(
                        "{\"title\":\"" + "长".repeat(201) + "\",\"subject\":\"数学\",\"items\":[" + good + "]}",
                        400,
                        "invalid-fields"),
                new Case("{\"subject\":\"数学\",\"items\":[" + good + "]}", 400, "invalid-fields"),
                new Case("{\"title\":\"卷\",\"subject\":\"数学\",\"items\":[]}", 400, "invalid-fields"),
                new Case("{\"title\":\"卷\",\"subject\":\"数学\",\"items\":[null]}", 400, "invalid-fields"),
                new Case(
                        "{\"title\":\"卷\",\"subject\":\"数学\",\"items\":["
                                + String.join(",", Collections.nCopies(201, good)) + "]}",
                        400,
                        "invalid-fields"),
                new Case(
                        "{\"title\":\"卷\",\"subject\":\"数学\",\"items\":[{\"questionId\":\"" + question
                                + "\",\"marks\":-1}]}",
                        400,
                        "invalid-fields"),
                new Case(
                        "{\"title\":\"卷\",\"subject\":\"数学\",\"items\":[{\"questionId\":\"" + question
                                + "\",\"marks\":1.001}]}",
                        400,
                        "invalid-fields"),
                new Case(
                        "{\"title\":\"卷\",\"subject\":\"数学\",\"items\":[{\"questionId\":\"" + question
                                + "\",\"marks\":\"一\"}]}",
                        400,
                        "malformed-request"),
                new Case(
                        "{\"title\":\"卷\",\"subject\":\"数学\",\"items\":[{\"questionId\":\"" + question + "\"}]}",
                        400,
                        "invalid-fields"),
                new Case(
                        "{\"title\":\"卷\",\"subject\":\"数学\",\"items\":[" + good + "," + good + "]}",
                        422,
                        "question-twice"),
                new Case("{\"title\":\"" + "长".repeat(200_000) + "\"}", 413, "body-too-large"))) {
            assertProblem(post(scene.teacher(), "/api/papers", Ids.next(), each.body()), each);
        }
    }

    @Test
    void a_bad_exam_is_refused() {
        var scene = scene();
        var paper = paper(scene);
        var now = clock.instant();
        var good = Map.copyOf(examRequest(scene, paper, now, now.plusSeconds(600)));
        assertExam(scene, good, "classId", "nowhere", 404, "class-not-found");
        assertExam(scene, good, "paperId", "nowhere", 404, "paper-not-found");
        assertExam(scene, good, "closesAt", now.minusSeconds(1).toString(), 422, "exam-window-empty");
        assertExam(scene, good, "closesAt", "明天", 400, "malformed-request");
        assertExam(scene, good, "closesAt", "2026-11-23", 400, "malformed-request");
        assertExam(scene, good, "durationMinutes", 0, 400, "invalid-fields");
        assertExam(scene, good, "durationMinutes", 601, 400, "invalid-fields");
        assertExam(scene, good, "durationMinutes", "四十", 400, "malformed-request");
        assertExam(scene, good, "title", " ", 400, "invalid-fields");
        assertExam(scene, good, "within", List.of("root"), 400, "malformed-request");
        assertThat(get(scene.teacher(), "/api/me/exams").json().at("/items")).isEmpty();
    }

    private void assertExam(
            Scene scene, Map<String, Object> good, String field, Object value, int status, String slug) {
        var request = new HashMap<>(good);
        request.put(field, value);
        assertProblem(
                post(scene.teacher(), "/api/exams", Ids.next(), request), new Case(field + "=" + value, status, slug));
    }

    @Test
    void an_idempotency_key_is_needed_and_belongs_to_one_request() {
        var scene = scene();
        var paper = paper(scene);
        var now = clock.instant();
        var request = examRequest(scene, paper, now, now.plusSeconds(600));
        assertThat(post(scene.teacher(), "/api/exams", null, request).slug()).isEqualTo("idempotency-key-missing");
        assertThat(post(scene.teacher(), "/api/exams", "two words", request).slug())
                .isEqualTo("idempotency-key-missing");
        var key = Ids.next();
        assertThat(post(scene.teacher(), "/api/exams", key, request).status()).isEqualTo(201);
        var other = examRequest(scene, paper, now, now.plusSeconds(601));
        var refused = post(scene.teacher(), "/api/exams", key, other);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.slug()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void a_bad_answer_is_refused() {
        var scene = scene();
        var student = scene.student(0);
        var sitting = "/api/sittings/" + sitting(student, exam(scene));
        var path = sitting + "/answers/i1";
        for (var each : List.of(
                new Case("", 400, "malformed-request"),
                new Case("{}", 400, "invalid-fields"),
                new Case("{\"version\":1}", 400, "invalid-fields"),
                new Case("{\"version\":1,\"answer\":null}", 400, "invalid-fields"),
                new Case("{\"version\":1,\"answer\":{}}", 400, "malformed-request"),
                new Case("{\"version\":1,\"answer\":{\"unknown\":1}}", 400, "malformed-request"),
                new Case("{\"version\":1,\"answer\":{\"options\":\"A\"}}", 400, "malformed-request"),
                new Case("{\"version\":1,\"answer\":{\"options\":[\"A\"],\"text\":\"甲\"}}", 400, "malformed-request"),
                new Case("{\"version\":1,\"answer\":{\"options\":[null]}}", 422, "option-unknown"),
                new Case("{\"version\":0,\"answer\":{\"options\":[\"A\"]}}", 400, "invalid-fields"),
                new Case("{\"version\":\"1\",\"answer\":{\"options\":[\"A\"]}}", 400, "malformed-request"),
                new Case("{\"version\":1.5,\"answer\":{\"options\":[\"A\"]}}", 400, "malformed-request"),
                new Case("{\"version\":1,\"answer\":{\"text\":\"甲\"}}", 422, "answer-of-other-kind"),
                new Case("{\"version\":1,\"answer\":{\"options\":[\"Q\"]}}", 422, "option-unknown"),
                new Case("{\"version\":1,\"answer\":{\"options\":[\"A\",\"B\"]}}", 422, "only-one-option"),
                new Case("{\"version\":7,\"answer\":{\"options\":[\"A\"]}}", 409, "answer-stale"))) {
            assertProblem(put(student, path, each.body()), each);
        }
        for (var item : List.of("i0", "i8", "seat", "i1.version", "$where")) {
            var refused = put(student, sitting + "/answers/" + item, answer(1, Map.of("options", List.of("A"))));
            assertThat(refused.status()).as(item).isEqualTo(404);
        }
        var tooLong = put(student, sitting + "/answers/i4", answer(1, Map.of("text", "长".repeat(501))));
        assertThat(tooLong.slug()).isEqualTo("answer-too-long");
        assertThat(get(student, sitting).json().at("/items").valueStream()).noneMatch(item -> item.has("answer"));
    }

    @Test
    void a_bad_import_is_refused() {
        var scene = scene();
        assertThat(importGift(scene.teacher(), "坏", new byte[] {(byte) 0xFF, 0, (byte) 0xFF})
                        .slug())
                .isEqualTo("encoding-unknown");
        assertThat(importGift(scene.teacher(), "坏", "x".repeat(BankRules.IMPORT_BYTES_MAX + 1))
                        .status())
                .isEqualTo(413);
        assertThat(importGift(scene.teacher(), "坏", "对{T}\n\n".repeat(BankRules.IMPORT_QUESTIONS_MAX + 1))
                        .slug())
                .isEqualTo("too-many-questions");
        assertThat(importGift(scene.teacher(), " ", "对{T}").slug()).isEqualTo("bank-name-malformed");
        assertThat(importGift(scene.teacher(), "名".repeat(65), "对{T}").slug()).isEqualTo("bank-name-malformed");
        assertThat(post(scene.teacher(), "/api/question-imports?bank=坏", null, Map.of())
                        .status())
                .isEqualTo(415);
        var without = http.post()
                .uri("/api/question-imports")
                .headers(headers -> headers.setBearerAuth(scene.teacher()))
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("对{T}".getBytes(StandardCharsets.UTF_8))
                .exchange()
                .returnResult(Void.class);
        assertThat(without.getStatus().value()).isEqualTo(400);
        assertThat(get(scene.teacher(), "/api/questions?bank=坏").json().at("/items"))
                .isEmpty();
        assertThat(importGift(scene.teacher(), "空", "").json().at("/imported").asInt())
                .isZero();
    }

    @Test
    void a_bad_page_is_refused() {
        var scene = scene();
        for (var query : List.of("limit=0", "limit=201", "limit=x", "cursor=%00", "cursor=abc")) {
            assertThat(get(scene.teacher(), "/api/me/exams?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    private static void assertProblem(Answered answered, Case expected) {
        var body = expected.body().substring(0, Math.min(120, expected.body().length()));
        assertThat(answered.status()).as("%s: %s", body, answered.json()).isEqualTo(expected.status());
        assertThat(answered.slug()).as(body).isEqualTo(expected.slug());
        assertThat(answered.json().toString()).doesNotContain("Exception").doesNotContain("io.airclass.exam");
    }
}
