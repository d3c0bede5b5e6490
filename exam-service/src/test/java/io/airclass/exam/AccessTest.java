package io.airclass.exam;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.kit.ids.Ids;
import io.airclass.testkit.RoleMatrix;
import io.airclass.testkit.TestTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Who gets what, and what other people's ids are worth. */
class AccessTest extends ExamServiceTest {

    private static final List<String> ACTORS = List.of(
            "nobody",
            "student",
            "guardian",
            "teacher",
            "administrator",
            "principal",
            "county officer",
            "supervisor",
            "other teacher",
            "student elsewhere",
            "teacher elsewhere");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void every_endpoint_answers_every_role_as_listed() {
        var scene = scene();
        var elsewhere = scene();
        var paper = paper(scene);
        var exam = exam(scene);
        var sitting = sitting(scene.student(0), exam);
        put(scene.student(0), "/api/sittings/" + sitting + "/answers/i3", answer(1, Map.of("truth", true)));
        var question = get(scene.teacher(), "/api/questions?bank=第一单元").text("/items/0/id");
        var now = clock.instant();
        new RoleMatrix(http, mappings)
                .actor("nobody", null)
                .actor("student", scene.student(0))
                .actor("guardian", scene.guardian())
                .actor("teacher", scene.teacher())
                .actor("administrator", scene.as("admin-1", Role.SCHOOL_ADMINISTRATOR))
                .actor("principal", scene.as("principal-1", Role.PRINCIPAL))
                .actor("county officer", token("officer-1", grant(Role.TEACHING_OFFICER, COUNTY)))
                .actor("supervisor", token("supervisor-1", grant(Role.SUPERVISION_OFFICER, "522300")))
                .actor("other teacher", scene.as("teacher-of-another-class", Role.TEACHER))
                .actor("student elsewhere", elsewhere.student(0))
                .actor("teacher elsewhere", elsewhere.teacher())
                .endpoint(
                        HttpMethod.POST,
                        "/api/question-imports",
                        client -> client.post()
                                .uri("/api/question-imports?bank=权限&org=" + scene.school())
                                .contentType(MediaType.TEXT_PLAIN)
                                .bodyValue("对？{T}"),
                        expect(401, 404, 404, 200, 200, 403, 200, 403, 200, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/questions",
                        client -> client.get().uri("/api/questions?bank=权限&org=" + scene.school()),
                        expect(401, 404, 404, 200, 200, 200, 200, 200, 200, 404, 404))
                .endpoint(
                        HttpMethod.POST,
                        "/api/papers",
                        client -> client.post()
                                .uri("/api/papers")
                                .header("Idempotency-Key", Ids.next())
                                .bodyValue(Map.of(
                                        "title",
                                        "卷",
                                        "subject",
                                        "数学",
                                        "org",
                                        scene.school(),
                                        "items",
                                        List.of(Map.of("questionId", question, "marks", 5)))),
                        expect(401, 404, 404, 201, 201, 403, 201, 403, 201, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/papers/{id}",
                        client -> client.get().uri("/api/papers/" + paper),
                        expect(401, 404, 404, 200, 200, 200, 200, 200, 200, 404, 404))
                .endpoint(
                        HttpMethod.POST,
                        "/api/exams",
                        client -> client.post()
                                .uri("/api/exams")
                                .header("Idempotency-Key", Ids.next())
                                .bodyValue(examRequest(scene, paper, now, now.plusSeconds(3600))),
                        expect(401, 403, 403, 201, 201, 403, 403, 403, 404, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/exams/{id}",
                        client -> client.get().uri("/api/exams/" + exam),
                        expect(401, 200, 200, 200, 200, 200, 200, 200, 404, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/me/exams",
                        client -> client.get().uri("/api/me/exams"),
                        expect(401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/exams/{id}/sitting",
                        client -> client.put().uri("/api/exams/" + exam + "/sitting"),
                        expect(401, 200, 403, 403, 403, 403, 403, 403, 404, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/sittings/{id}",
                        client -> client.get().uri("/api/sittings/" + sitting),
                        onlyTheStudent())
                .endpoint(
                        HttpMethod.PUT,
                        "/api/sittings/{id}/answers/{itemId}",
                        client -> client.put()
                                .uri("/api/sittings/" + sitting + "/answers/i3")
                                .bodyValue(answer(1, Map.of("truth", true))),
                        onlyTheStudent())
                .endpoint(
                        HttpMethod.PUT,
                        "/api/sittings/{id}/hand-in",
                        client -> client.put().uri("/api/sittings/" + sitting + "/hand-in"),
                        onlyTheStudent())
                .endpoint(
                        HttpMethod.GET,
                        "/api/exams/{id}/results",
                        client -> client.get().uri("/api/exams/" + exam + "/results"),
                        expect(401, 403, 403, 200, 200, 200, 403, 403, 404, 404, 404))
                .verify();
    }

    private static Map<String, Integer> onlyTheStudent() {
        return expect(401, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404);
    }

    private static Map<String, Integer> expect(int... statuses) {
        assertThat(statuses).hasSameSizeAs(ACTORS);
        var expected = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < statuses.length; i++) {
            expected.put(ACTORS.get(i), statuses[i]);
        }
        return expected;
    }

    @Test
    void a_classmate_gets_nowhere_with_the_id_of_another_sitting() {
        var scene = scene();
        var exam = exam(scene);
        var mine = sitting(scene.student(0), exam);
        var other = scene.student(1);
        sitting(other, exam);
        var answers = new ArrayList<Answered>();
        answers.add(get(other, "/api/sittings/" + mine));
        answers.add(put(other, "/api/sittings/" + mine + "/answers/i3", answer(1, Map.of("truth", false))));
        answers.add(put(other, "/api/sittings/" + mine + "/hand-in"));
        answers.add(get(other, "/api/sittings/" + Ids.next()));
        answers.add(put(other, "/api/sittings/" + Ids.next() + "/hand-in"));
        assertThat(answers).allSatisfy(a -> {
            assertThat(a.status()).isEqualTo(404);
            assertThat(a.slug()).isEqualTo("sitting-not-found");
        });
        assertThat(get(scene.student(0), "/api/sittings/" + mine).text("/state"))
                .isEqualTo("IN_PROGRESS");
    }

    @Test
    void a_question_or_paper_of_another_school_is_as_unknown_as_one_that_does_not_exist() {
        var here = scene();
        var there = scene();
        importGift(there.teacher(), "外校", "对？{T}");
        var foreign = get(there.teacher(), "/api/questions?bank=外校").text("/items/0/id");
        for (var id : List.of(foreign, "nothing")) {
            var paper = post(
                    here.teacher(),
                    "/api/papers",
                    Ids.next(),
                    Map.of("title", "卷", "subject", "数学", "items", List.of(Map.of("questionId", id, "marks", 1))));
            assertThat(paper.slug()).isEqualTo("question-unknown");
        }
        var now = clock.instant();
        for (var id : List.of(paper(there), "nothing")) {
            var request = examRequest(here, id, now, now.plusSeconds(60));
            assertThat(post(here.teacher(), "/api/exams", Ids.next(), request).slug())
                    .isEqualTo("paper-not-found");
        }
    }

    @Test
    void who_keeps_banks_in_two_schools_says_which_is_meant() {
        var scene = scene();
        var two = token("teacher-2", grant(Role.TEACHER, scene.school()), grant(Role.TEACHER, "school-b"));
        assertThat(importGift(two, "期末", "对？{T}").slug()).isEqualTo("org-needed");
        assertThat(get(two, "/api/questions?bank=期末&org=" + scene.school()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me/exams", "/api/questions?bank=x", "/api/sittings/x"})
    void a_bad_token_of_any_kind_is_not_let_in(String path) {
        TestTokens.bad("student-1", grant(Role.STUDENT, "school-1"))
                .forEach(bad -> assertThat(get(bad, path).status()).as(bad).isEqualTo(401));
    }
}
