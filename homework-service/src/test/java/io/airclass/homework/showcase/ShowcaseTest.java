package io.airclass.homework.showcase;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.homework.HomeworkTest;
import io.airclass.testkit.Races;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Excellent work is shown to the class with a yes of its author, and not without. */
class ShowcaseTest extends HomeworkTest {
    private WebTestClient.RequestHeadersSpec<?> proposeCall(String submission) {
        return client.put().uri("/api/submissions/{id}/showcase", submission);
    }

    private WebTestClient.RequestHeadersSpec<?> consentCall(String submission, boolean agrees) {
        return client.put()
                .uri("/api/submissions/{id}/showcase-consent", submission)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("agrees", agrees));
    }

    private int shown(String token, String assignment) {
        return body(get(token, "/api/assignments/{id}/showcase", assignment), 200)
                .at("/items")
                .size();
    }

    @Test
    void it_is_seen_after_a_yes_and_not_before_nor_after_a_no() {
        var photo = uploaded("作业.jpg", photo());
        var assignment = opened();
        var submission = handedIn(assignment, "解题过程", photo);
        assertThat(problem(as(TEACHER, proposeCall(submission)), 409)).isEqualTo("submission-not-marked");
        body(as(TEACHER, markCall(submission, "\"1\"", Map.of("score", 100, "comment", "很好"))), 200);
        assertThat(problem(as(STUDENT, consentCall(submission, true)), 409)).isEqualTo("showcase-not-proposed");

        body(as(TEACHER, proposeCall(submission)), 200);
        assertThat(shown(CLASSMATE, assignment)).isZero();
        assertThat(problem(get(CLASSMATE, "/api/files/{id}", photo), 404)).isEqualTo("file-not-found");

        body(as(GUARDIAN, consentCall(submission, true)), 200);
        var seen = body(get(CLASSMATE, "/api/assignments/{id}/showcase", assignment), 200);
        assertThat(seen.at("/items/0/text").asString()).isEqualTo("解题过程");
        assertThat(seen.toString()).doesNotContain("很好").doesNotContain("score");
        get(CLASSMATE, "/api/files/{id}", photo).expectStatus().isOk();
        for (var stranger : List.of(STRANGER, STRANGE_STUDENT)) {
            assertThat(problem(get(stranger, "/api/files/{id}", photo), 404)).isEqualTo("file-not-found");
        }
        assertThat(problem(get(CLASSMATE, "/api/submissions/{id}", submission), 404))
                .isEqualTo("submission-not-found");

        body(as(STUDENT, consentCall(submission, false)), 200);
        assertThat(shown(CLASSMATE, assignment)).isZero();
        assertThat(problem(get(CLASSMATE, "/api/files/{id}", photo), 404)).isEqualTo("file-not-found");
        assertThat(problem(as(STUDENT, consentCall(submission, true)), 409)).isEqualTo("showcase-not-proposed");
        body(as(TEACHER, proposeCall(submission)), 200);
        body(as(STUDENT, consentCall(submission, true)), 200);
        assertThat(shown(OTHER_GUARDIAN, assignment)).isEqualTo(1);
    }

    @Test
    void of_two_teachers_who_propose_at_once_none_is_refused_and_a_yes_stays() {
        var assignment = opened();
        var submission = handedIn(assignment, "解题过程");
        body(as(TEACHER, markCall(submission, "\"1\"", Map.of("score", 100))), 200);
        var teachers = List.of(TEACHER, COLLEAGUE);
        Races.of(2, i -> () -> body(as(teachers.get(i), proposeCall(submission)), 200));
        body(as(STUDENT, consentCall(submission, true)), 200);
        body(as(COLLEAGUE, proposeCall(submission)), 200);
        assertThat(shown(CLASSMATE, assignment)).isEqualTo(1);
    }
}
