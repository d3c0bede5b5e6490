package io.airclass.exam;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.exam.ExamOpenedV1;
import io.airclass.contracts.exam.ResultReadyV1;
import io.airclass.contracts.exam.ResultState;
import io.airclass.contracts.exam.SittingHandedInV1;
import io.airclass.kit.ids.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** From a GIFT file to a result, as a teacher, a student and a guardian live it. */
class ThinPathTest extends ExamServiceTest {

    @Autowired
    private MeterRegistry meters;

    @Test
    void a_class_sits_an_exam_of_imported_questions_and_everyone_reads_the_result() {
        var scene = scene();
        var report = importGift(scene.teacher(), "第一单元", GIFT + "\n\n坏题{=甲");
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().at("/imported").asInt()).isEqualTo(7);
        assertThat(report.text("/problems/0/code")).isEqualTo("brace-not-closed");
        assertThat(report.json().at("/problems/0/line").asInt()).isEqualTo(19);
        assertThat(report.text("/problems/0/message")).contains("花括号");

        var exam = exam(scene);
        assertThat(get(scene.student(0), "/api/me/exams").json().at("/items"))
                .singleElement()
                .satisfies(item -> assertThat(item.get("id").asString()).isEqualTo(exam));
        assertThat(get(scene.guardian(), "/api/me/exams").json().at("/items")).hasSize(1);
        assertThat(get(scene.teacher(), "/api/me/exams").json().at("/items")).hasSize(1);

        var id = sitting(scene.student(0), exam);
        for (var each : answers().entrySet()) {
            var saved = put(
                    scene.student(0), "/api/sittings/" + id + "/answers/" + each.getKey(), answer(1, each.getValue()));
            assertThat(saved.status()).as("%s", saved.json()).isEqualTo(200);
            assertThat(saved.json().at("/version").asInt()).isEqualTo(1);
            assertThat(saved.json().at("/secondsLeft").asInt()).isBetween(2300, 2400);
        }
        assertThat(sitting(scene.student(0), exam)).isEqualTo(id);

        var result = put(scene.student(0), "/api/sittings/" + id + "/hand-in");
        assertThat(result.status()).isEqualTo(200);
        assertThat(result.text("/state")).isEqualTo("HANDED_IN");
        assertThat(result.json().at("/score").decimalValue()).isEqualByComparingTo("50");
        assertThat(result.json().at("/maxScore").decimalValue()).isEqualByComparingTo("70");
        assertThat(result.text("/resultState")).isEqualTo("PARTIAL");
        assertThat(result.json().at("/items").valueStream().map(item -> item.path("score")
                        .asInt(-1)))
                .containsExactly(5, 10, 10, 10, 10, 5, -1);
        assertThat(get(scene.student(0), "/api/sittings/" + id)
                        .json()
                        .at("/score")
                        .asInt())
                .isEqualTo(50);

        var results = get(scene.teacher(), "/api/exams/" + exam + "/results");
        assertThat(results.text("/items/0/studentId"))
                .isEqualTo(scene.students().getFirst());
        assertThat(results.json().at("/items/0/score").asInt()).isEqualTo(50);

        eventually(() -> {
            assertThat(heard(ExamOpenedV1.class))
                    .filteredOn(e -> e.examId().equals(exam))
                    .singleElement()
                    .satisfies(e -> {
                        assertThat(e.within()).isEqualTo(scene.within());
                        assertThat(e.subject()).isEqualTo("数学");
                    });
            assertThat(heard(SittingHandedInV1.class))
                    .filteredOn(e -> e.sittingId().equals(id))
                    .singleElement()
                    .satisfies(e -> assertThat(e.byDeadline()).isFalse());
            assertThat(heard(ResultReadyV1.class))
                    .filteredOn(e -> e.sittingId().equals(id))
                    .singleElement()
                    .satisfies(e -> {
                        assertThat(e.score()).isEqualTo(new BigDecimal("50"));
                        assertThat(e.state()).isEqualTo(ResultState.PARTIAL);
                        assertThat(e.studentId()).isEqualTo(scene.students().getFirst());
                    });
        });
    }

    private static Map<String, Map<String, ?>> answers() {
        return Map.of(
                "i1", Map.of("options", List.of("B")),
                "i2", Map.of("options", List.of("A", "B")),
                "i3", Map.of("truth", true),
                "i4", Map.of("text", " 密答案常用对数 "),
                "i5", Map.of("text", "１０２４"),
                "i6", Map.of("pairs", Map.of("A", "贵阳市", "B", "昆明市")),
                "i7", Map.of("text", "我的家乡在兴义。"));
    }

    @Test
    void no_answer_to_a_student_holds_a_key() {
        var scene = scene();
        var exam = exam(scene);
        var paper = paper(scene);
        var student = scene.student(0);
        var seen = new ArrayList<JsonNode>();
        var sitting = put(student, "/api/exams/" + exam + "/sitting");
        seen.add(sitting.json());
        var id = sitting.text("/id");
        seen.add(put(student, "/api/exams/" + exam + "/sitting").json());
        seen.add(put(student, "/api/sittings/" + id + "/answers/i1", answer(1, Map.of("options", List.of("C"))))
                .json());
        seen.add(put(student, "/api/sittings/" + id + "/answers/i1", answer(1, Map.of("options", List.of("A"))))
                .json());
        seen.add(put(student, "/api/sittings/" + id + "/answers/i1", answer(2, Map.of("truth", true)))
                .json());
        seen.add(put(student, "/api/sittings/" + id + "/answers/i4", answer(1, Map.of("text", "指数")))
                .json());
        seen.add(put(student, "/api/sittings/" + id + "/answers/i5", answer(1, Map.of("text", "1000")))
                .json());
        seen.add(put(student, "/api/sittings/" + id + "/answers/i9", answer(1, Map.of("text", "1000")))
                .json());
        seen.add(get(student, "/api/sittings/" + id).json());
        seen.add(get(student, "/api/exams/" + exam).json());
        seen.add(get(student, "/api/me/exams").json());
        seen.add(get(student, "/api/exams/" + exam + "/results").json());
        seen.add(get(student, "/api/papers/" + paper).json());
        seen.add(get(student, "/api/questions?bank=第一单元").json());
        seen.add(get(student, "/api/questions?bank=第一单元&org=" + scene.school()).json());
        seen.add(importGift(student, "第一单元", GIFT).json());
        seen.add(post(student, "/api/papers", Ids.next(), Map.of("title", "卷", "subject", "数学", "items", List.of()))
                .json());
        seen.add(put(student, "/api/sittings/" + id + "/hand-in").json());
        seen.add(get(student, "/api/sittings/" + id).json());
        for (var each : seen) {
            assertThat(each.toString())
                    .doesNotContain("密")
                    .doesNotContainIgnoringCase("weight")
                    .doesNotContainIgnoringCase("percent")
                    .doesNotContainIgnoringCase("feedback")
                    .doesNotContainIgnoringCase("\"key\"")
                    .doesNotContainIgnoringCase("accepted")
                    .doesNotContain("1024");
        }
        assertThat(sitting.json().at("/items")).hasSize(7);
        assertThat(sitting.json().at("/items/5/answers").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("贵阳市", "成都市", "昆明市");
        assertThat(get(scene.teacher(), "/api/papers/" + paper).json().toString())
                .contains("密反馈一", "密答案常用对数", "percent");
    }

    @Test
    void the_same_file_again_adds_nothing_and_a_bank_lists_its_questions_in_their_order() {
        var scene = scene();
        var first = importGift(scene.teacher(), "期末", GIFT).json();
        var again = importGift(scene.teacher(), "期末", GIFT).json();
        assertThat(again.at("/alreadyThere").asInt()).isEqualTo(7);
        assertThat(again.at("/questions")).isEqualTo(first.at("/questions"));
        var one = get(scene.teacher(), "/api/questions?bank=期末&limit=4").json();
        var two = get(
                        scene.teacher(),
                        "/api/questions?bank=期末&limit=4&cursor="
                                + one.at("/cursor").asString())
                .json();
        var listed = new ArrayList<String>();
        one.at("/items").forEach(item -> listed.add(item.get("id").asString()));
        two.at("/items").forEach(item -> listed.add(item.get("id").asString()));
        assertThat(listed)
                .isEqualTo(first.at("/questions")
                        .valueStream()
                        .map(q -> q.get("id").asString())
                        .toList());
        assertThat(one.at("/items/0/key/category").asString()).isEqualTo("密分类/第一单元");
        assertThat(two.has("cursor")).isFalse();
    }

    @Test
    void a_file_in_the_encoding_of_older_programs_is_read() {
        var scene = scene();
        var file = "中国的首都是{=北京}。".getBytes(Charset.forName("GB18030"));
        var report = importGift(scene.teacher(), "旧题", file).json();
        assertThat(report.at("/encoding").asString()).isEqualTo("GB18030");
        assertThat(get(scene.teacher(), "/api/questions?bank=旧题")
                        .json()
                        .at("/items/0/stem/text")
                        .asString())
                .isEqualTo("中国的首都是_____。");
    }

    @Test
    void a_sitting_whose_time_runs_out_is_closed_marked_and_told_by_the_server() {
        var scene = scene();
        var exam = exam(scene, Duration.ofMinutes(2));
        var id = sitting(scene.student(1), exam);
        put(scene.student(1), "/api/sittings/" + id + "/answers/i1", answer(1, Map.of("options", List.of("A"))));
        clock.forward(Duration.ofSeconds(150));
        var inGrace = put(scene.student(1), "/api/sittings/" + id + "/answers/i3", answer(1, Map.of("truth", true)));
        assertThat(inGrace.status()).as("%s", inGrace.json()).isEqualTo(200);
        assertThat(inGrace.json().at("/secondsLeft").asInt()).isZero();
        clock.forward(Duration.ofMinutes(2));
        eventually(() -> {
            var sitting = get(scene.student(1), "/api/sittings/" + id).json();
            assertThat(sitting.at("/state").asString()).isEqualTo("HANDED_IN");
            assertThat(sitting.at("/byDeadline").asBoolean()).isTrue();
            assertThat(sitting.at("/score").asInt()).isEqualTo(20);
        });
        var late = put(
                scene.student(1), "/api/sittings/" + id + "/answers/i1", answer(2, Map.of("options", List.of("B"))));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.slug()).isEqualTo("sitting-handed-in");
        eventually(() -> assertThat(heard(SittingHandedInV1.class))
                .filteredOn(e -> e.sittingId().equals(id))
                .singleElement()
                .satisfies(e -> assertThat(e.byDeadline()).isTrue()));
        assertThat(put(scene.student(2), "/api/exams/" + exam + "/sitting").slug())
                .isEqualTo("exam-closed");
    }

    @Test
    void business_metrics_count_by_county_and_stage() {
        var scene = scene();
        var exam = exam(scene);
        var id = sitting(scene.student(0), exam);
        put(scene.student(0), "/api/sittings/" + id + "/answers/i3", answer(1, Map.of("truth", true)));
        put(scene.student(0), "/api/sittings/" + id + "/hand-in");
        assertThat(meters.counter("airclass.exams.opened", "county", COUNTY, "stage", "SENIOR")
                        .count())
                .isPositive();
        assertThat(meters.counter("airclass.sittings.started", "county", COUNTY, "stage", "SENIOR")
                        .count())
                .isPositive();
        assertThat(meters.counter("airclass.questions.imported", "county", COUNTY, "stage", "none")
                        .count())
                .isPositive();
        assertThat(meters.counter("airclass.answers.saved", "county", COUNTY, "stage", "SENIOR", "outcome", "saved")
                        .count())
                .isPositive();
        assertThat(meters.counter("airclass.sittings.handed.in", "county", COUNTY, "stage", "SENIOR", "by", "student")
                        .count())
                .isPositive();
    }
}
