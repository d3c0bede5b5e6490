package io.airclass.homework;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.ids.Ids;
import io.airclass.kit.store.Database;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class RacesTest extends HomeworkTest {

    @Autowired
    private Database database;

    @Test
    void of_50_saves_at_one_version_one_wins_and_49_are_told() {
        var assignment = opened();
        handedIn(assignment, "第一稿");
        var statuses = Races.of(
                50, i -> () -> status(as(STUDENT, handInCall(assignment, "\"1\"", Map.of("text", "第二稿，设备 " + i)))));
        assertThat(statuses).containsOnly(200, 412);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        var read = body(get(STUDENT, "/api/assignments/{id}/submission", assignment), 200);
        assertThat(read.at("/attempt").asInt()).isEqualTo(2);
        assertThat(read.at("/earlierAttempts/0/text").asString()).isEqualTo("第一稿");
    }

    @Test
    void repeats_of_one_save_at_once_all_succeed_and_make_one_attempt() {
        var assignment = opened();
        handedIn(assignment, "第一稿");
        var statuses =
                Races.of(50, _ -> () -> status(as(STUDENT, handInCall(assignment, "\"1\"", Map.of("text", "第二稿")))));
        assertThat(statuses).containsOnly(200);
        assertThat(body(get(STUDENT, "/api/assignments/{id}/submission", assignment), 200)
                        .at("/attempt")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void fifty_repeats_of_one_post_open_one_assignment_and_get_equal_answers() {
        var key = Ids.next();
        var request = assignment("title", "并发布置的作业 " + key);
        var answers = Races.of(
                50, _ -> () -> body(as(TEACHER, openCall(key, request)), 201).toString());
        assertThat(Set.copyOf(answers)).hasSize(1);
        var found = Flux.from(Infrastructure.unguarded(database)
                        .getCollection("assignments")
                        .find(new Document("terms.task.title", request.get("title"))))
                .collectList()
                .block();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().getLong("version")).isEqualTo(2); // a draft, then published
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        var key = Ids.next();
        body(as(TEACHER, openCall(key, assignment())), 201);
        assertThat(problem(as(TEACHER, openCall(key, assignment("title", "另一份作业"))), 422))
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void of_two_devices_handing_in_at_once_one_is_told_and_nothing_is_overwritten() {
        for (int round = 0; round < 10; round++) {
            var assignment = opened();
            var statuses = Races.of(
                    2, i -> () -> status(as(STUDENT, handInCall(assignment, null, Map.of("text", "设备 " + i)))));
            assertThat(statuses).containsExactlyInAnyOrder(200, 428);
            var read = body(get(STUDENT, "/api/assignments/{id}/submission", assignment), 200);
            assertThat(read.at("/text").asString()).isEqualTo("设备 " + statuses.indexOf(200));
            assertThat(read.at("/attempt").asInt()).isEqualTo(1);
        }
    }

    @Test
    void fifty_repeats_of_one_upload_keep_one_file_and_one_content() {
        var key = Ids.next();
        var content = "%PDF-1.7\n作业"
                .getBytes(StandardCharsets.UTF_8); // a picture waits its turn, and 50 at once are told to come again
        var answers = Races.of(
                50,
                _ -> () -> body(as(STUDENT, uploadCall("作业.pdf", content).header("Idempotency-Key", key)), 201)
                        .toString());
        assertThat(Set.copyOf(answers)).hasSize(1);
        var id = json.readTree(answers.getFirst()).at("/id").asString();
        assertThat(get(STUDENT, "/api/files/{id}", id)
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .isEqualTo(content);
    }

    @Test
    void two_teachers_who_mark_one_version_do_not_overwrite_each_other() {
        var submission = handedIn(opened(), "答案");
        var teachers = List.of(TEACHER, COLLEAGUE);
        var statuses = Races.of(
                2,
                i -> () -> status(
                        as(teachers.get(i), markCall(submission, "\"1\"", Map.of("score", 70 + i, "comment", "")))));
        assertThat(statuses).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void all_events_leave_their_documents() {
        handedIn(opened(), "答案");
        eventually(() ->
                assertThat(waiting("assignments") + waiting("submissions")).isZero());
    }

    private long waiting(String collection) {
        return Mono.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .countDocuments(new Document("outboxAt", new Document("$gt", 0L))))
                .block();
    }

    private static int status(WebTestClient.ResponseSpec answer) {
        return answer.returnResult(Void.class).getStatus().value();
    }
}
