package io.airclass.homework.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.homework.HomeworkTest;
import io.airclass.testkit.Races;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a device saves before it is handed in. */
class DraftTest extends HomeworkTest {
    @Autowired
    WorkService service;

    private WebTestClient.RequestHeadersSpec<?> saveCall(String assignment, String ifMatch, String text) {
        var call = client.put()
                .uri("/api/assignments/{id}/submission-draft", assignment)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("text", text, "fileIds", List.of("file-1")));
        return ifMatch == null ? call : call.header("If-Match", ifMatch);
    }

    @Test
    void another_device_goes_on_with_it_and_the_stale_one_is_told() {
        var assignment = opened();
        body(as(STUDENT, saveCall(assignment, null, "写了一半")), 200);
        body(as(STUDENT, saveCall(assignment, null, "写了一半")), 200);
        var read = body(get(STUDENT, "/api/assignments/{id}/submission-draft", assignment), 200);
        assertThat(read.at("/text").asString()).isEqualTo("写了一半");
        assertThat(read.at("/fileIds/0").asString()).isEqualTo("file-1");
        body(as(STUDENT, saveCall(assignment, "\"1\"", "写了大半")), 200);
        assertThat(problem(as(STUDENT, saveCall(assignment, "\"1\"", "别的")), 412))
                .isEqualTo("stale-version");
        assertThat(problem(as(STUDENT, saveCall(assignment, null, "别的")), 428)).isEqualTo("if-match-missing");
        for (var other : List.of(CLASSMATE, GUARDIAN, TEACHER)) {
            assertThat(problem(get(other, "/api/assignments/{id}/submission-draft", assignment), 404))
                    .isEqualTo("draft-not-found");
        }
    }

    @Test
    void of_two_devices_that_save_at_once_one_is_told() {
        for (int round = 0; round < 10; round++) {
            var assignment = opened();
            body(as(STUDENT, saveCall(assignment, null, "开头")), 200);
            var statuses = Races.of(
                    2,
                    i -> () -> as(STUDENT, saveCall(assignment, "\"1\"", "设备 " + i))
                            .returnResult(Void.class)
                            .getStatus()
                            .value());
            assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        }
    }

    @Test
    void it_is_gone_once_it_is_handed_in_and_thirty_days_after_it_could_be() {
        var assignment = opened();
        body(as(STUDENT, saveCall(assignment, null, "写完了")), 200);
        handedIn(assignment, "写完了");
        assertThat(problem(get(STUDENT, "/api/assignments/{id}/submission-draft", assignment), 404))
                .isEqualTo("draft-not-found");

        var other = opened();
        var saved = body(as(STUDENT, saveCall(other, null, "没有交")), 200);
        var expiresAt = Instant.parse(saved.at("/expiresAt").asString());
        assertThat(expiresAt).isAfter(Instant.now().plus(Duration.ofDays(30)));
        service.sweepAt(expiresAt.minusMillis(1)).block();
        body(get(STUDENT, "/api/assignments/{id}/submission-draft", other), 200);
        service.sweepAt(expiresAt).block();
        assertThat(problem(get(STUDENT, "/api/assignments/{id}/submission-draft", other), 404))
                .isEqualTo("draft-not-found");
    }
}
