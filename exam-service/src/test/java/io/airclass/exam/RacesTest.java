package io.airclass.exam;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.exam.ExamOpenedV1;
import io.airclass.contracts.exam.ResultReadyV1;
import io.airclass.contracts.exam.SittingHandedInV1;
import io.airclass.exam.sitting.ClosingService;
import io.airclass.kit.ids.Ids;
import io.airclass.testkit.Races;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

/** Many at the same instant, and each conditional write has one winner. */
class RacesTest extends ExamServiceTest {

    @Autowired
    private ClosingService closing;

    @Test
    void of_fifty_different_answers_at_one_version_one_is_kept_and_the_others_are_told_which() {
        var scene = scene();
        var id = sitting(scene.student(0), exam(scene));
        var path = "/api/sittings/" + id + "/answers/i4";
        var token = scene.student(0);
        var answers = Races.of(50, n -> () -> put(token, path, answer(1, Map.of("text", "答" + n))));
        var winners = answers.stream().filter(a -> a.status() == 200).toList();
        assertThat(winners).hasSize(1);
        var kept = winners.getFirst().text("/answer/text");
        assertThat(answers.stream().filter(a -> a.status() == 409)).hasSize(49).allSatisfy(refused -> {
            assertThat(refused.slug()).isEqualTo("answer-stale");
            assertThat(refused.text("/current/answer/text")).isEqualTo(kept);
            assertThat(refused.json().at("/current/version").asInt()).isEqualTo(1);
        });
        assertThat(get(token, "/api/sittings/" + id).text("/items/3/answer/answer/text"))
                .isEqualTo(kept);
    }

    @Test
    void the_same_answer_fifty_times_is_one_answer() {
        var scene = scene();
        var id = sitting(scene.student(0), exam(scene));
        var token = scene.student(0);
        var answers = Races.of(
                50, n -> () -> put(token, "/api/sittings/" + id + "/answers/i3", answer(1, Map.of("truth", true))));
        assertThat(answers).allSatisfy(a -> {
            assertThat(a.status()).isEqualTo(200);
            assertThat(a.json().at("/version").asInt()).isEqualTo(1);
        });
        assertThat(answers.stream().map(a -> a.text("/savedAt")).distinct()).hasSize(1);
    }

    @Test
    void answers_to_different_items_do_not_get_in_each_others_way() {
        var scene = scene();
        var id = sitting(scene.student(0), exam(scene));
        var token = scene.student(0);
        var attempts = new ArrayList<Callable<Answered>>();
        for (var item : List.of("i4", "i5", "i7")) {
            attempts.add(() -> {
                Answered last = null;
                for (int version = 1; version <= 20; version++) {
                    last = put(
                            token,
                            "/api/sittings/" + id + "/answers/" + item,
                            answer(version, Map.of("text", "第" + version)));
                    assertThat(last.status()).as("%s", last.json()).isEqualTo(200);
                }
                return last;
            });
        }
        assertThat(Races.of(3, attempts::get))
                .allSatisfy(a -> assertThat(a.json().at("/version").asInt()).isEqualTo(20));
    }

    @Test
    void fifty_repeats_of_one_request_make_one_exam_and_get_equal_answers() {
        var scene = scene();
        var request = examRequest(
                scene, paper(scene), clock.instant(), clock.instant().plusSeconds(3600));
        var key = Ids.next();
        var answers = Races.of(50, n -> () -> post(scene.teacher(), "/api/exams", key, request));
        assertThat(answers).allSatisfy(a -> assertThat(a.status()).isEqualTo(201));
        assertThat(answers.stream().map(Answered::json).distinct()).hasSize(1);
        var id = answers.getFirst().text("/id");
        eventually(() -> assertThat(heard(ExamOpenedV1.class))
                .filteredOn(e -> e.examId().equals(id))
                .hasSize(1));
        assertThat(get(scene.teacher(), "/api/me/exams").json().at("/items")).hasSize(1);
        var other = examRequest(
                scene, "another-paper", clock.instant(), clock.instant().plusSeconds(3600));
        assertThat(post(scene.teacher(), "/api/exams", key, other).slug()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void fifty_imports_of_one_file_at_once_make_one_copy() {
        var scene = scene();
        var reports = Races.of(50, n -> () -> importGift(scene.teacher(), "同时", GIFT));
        assertThat(reports).allSatisfy(r -> assertThat(r.status()).isEqualTo(200));
        assertThat(reports.stream().map(r -> r.json().at("/questions")).distinct())
                .hasSize(1);
        assertThat(get(scene.teacher(), "/api/questions?bank=同时").json().at("/items"))
                .hasSize(7);
    }

    @Test
    void twenty_hand_ins_at_once_are_one_hand_in() {
        var scene = scene();
        var id = sitting(scene.student(0), exam(scene));
        var token = scene.student(0);
        put(token, "/api/sittings/" + id + "/answers/i1", answer(1, Map.of("options", List.of("A"))));
        var results = Races.of(20, n -> () -> put(token, "/api/sittings/" + id + "/hand-in"));
        assertThat(results).allSatisfy(r -> {
            assertThat(r.status()).isEqualTo(200);
            assertThat(r.json().at("/score").asInt()).isEqualTo(10);
        });
        assertThat(results.stream().map(r -> r.text("/handedInAt")).distinct()).hasSize(1);
        eventually(() -> {
            assertThat(heard(SittingHandedInV1.class))
                    .filteredOn(e -> e.sittingId().equals(id))
                    .hasSize(1);
            assertThat(heard(ResultReadyV1.class))
                    .filteredOn(e -> e.sittingId().equals(id))
                    .hasSize(1);
        });
    }

    @Test
    void an_answer_that_was_taken_while_handing_in_is_part_of_the_result() {
        var scene = scene();
        var exam = exam(scene);
        for (int student = 0; student < 3; student++) {
            var token = scene.student(student);
            var id = sitting(token, exam);
            List<Callable<Answered>> both = List.of(
                    () -> put(token, "/api/sittings/" + id + "/answers/i3", answer(1, Map.of("truth", true))),
                    () -> put(token, "/api/sittings/" + id + "/hand-in"));
            var answers = Races.of(2, both::get);
            var score = get(token, "/api/sittings/" + id).json().at("/score").asInt();
            assertThat(score).isEqualTo(answers.getFirst().status() == 200 ? 10 : 0);
        }
    }

    @Test
    void replicas_that_close_at_the_same_time_close_each_sitting_once() {
        var scene = scene(12);
        var exam = exam(scene, Duration.ofMinutes(2));
        var ids = new TreeSet<String>();
        IntStream.range(0, 12).forEach(n -> ids.add(sitting(scene.student(n), exam)));
        clock.forward(Duration.ofSeconds(270));
        Flux.range(0, 8).flatMap(_ -> closing.closeDue()).blockLast();
        eventually(() -> {
            assertThat(get(scene.teacher(), "/api/exams/" + exam + "/results")
                            .json()
                            .at("/items")
                            .valueStream())
                    .hasSize(12)
                    .allSatisfy(row -> assertThat(row.get("state").asString()).isEqualTo("HANDED_IN"));
        });
        eventually(() -> assertThat(heard(SittingHandedInV1.class).stream()
                        .map(SittingHandedInV1::sittingId)
                        .filter(ids::contains)
                        .toList())
                .hasSize(12)
                .containsExactlyInAnyOrderElementsOf(ids));
    }

    @Test
    void twenty_starts_at_once_are_one_sitting() {
        var scene = scene();
        var exam = exam(scene);
        var starts = Races.of(20, n -> () -> put(scene.student(0), "/api/exams/" + exam + "/sitting"));
        assertThat(starts).allSatisfy(s -> assertThat(s.status()).isEqualTo(200));
        assertThat(starts.stream().map(s -> s.text("/startedAt")).distinct()).hasSize(1);
    }
}
