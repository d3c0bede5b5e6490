package io.airclass.launcher.demo;

import io.airclass.launcher.demo.Journey.Cast;
import io.airclass.launcher.demo.Journey.Scene;
import io.airclass.launcher.region.DemoQuestions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Questions are imported, made into a paper and an exam; the student sits it, each answer kept at once, and reads the result. */
final class ExamSteps {
    private static final String BANK = "demo-grade-10-mathematics";
    private static final int MARKS_EACH = 10;

    private final Steps steps;
    private final Cast cast;
    private final Scene scene;
    private final NoticeSteps notices;

    ExamSteps(Steps steps, Cast cast, Scene scene, NoticeSteps notices) {
        this.steps = steps;
        this.cast = cast;
        this.scene = scene;
        this.notices = notices;
    }

    void walk(Clock clock) {
        var exam = open(clock, makePaper(importQuestions()));
        notices.arrive("exam", "exam-opened", exam);
        var sitting = steps.eventually(
                "student begins the exam",
                Call.put("/api/exams/" + exam + "/sitting").as(cast.student()),
                answer -> answer.status() == 200,
                "/items");
        var path = "/api/sittings/" + sitting.text("/id");
        for (var item : sitting.json().at("/items")) {
            answer(path, item);
        }
        steps.expect("student hands in", Call.put(path + "/hand-in").as(cast.student()), 200, "/state");
        notices.arrive("result", "result-ready", exam);
        readResult(path);
        steps.expect(
                "teacher reads the results",
                Call.get("/api/exams/" + exam + "/results").as(cast.teacher()),
                200,
                "/items");
    }

    /** All but one of the answers are right. */
    private void readResult(String path) {
        var own = Call.get(path).as(cast.student());
        var answer = steps.expect("student reads the result", own, 200, "/resultState", "/score", "/maxScore");
        int max = answer.json().at("/maxScore").asInt();
        steps.check(
                max > 0 && answer.json().at("/score").asInt() == max - MARKS_EACH,
                own,
                "the score is not " + (max - MARKS_EACH) + ": " + answer.brief());
    }

    private List<JsonNode> importQuestions() {
        steps.expect(
                "teacher imports questions from a GIFT file",
                Call.post("/api/question-imports?bank=" + BANK)
                        .as(cast.teacher())
                        .text("text/plain; charset=utf-8", DemoQuestions.gift()),
                200,
                "/imported",
                "/problems");
        var list = steps.expect(
                "teacher looks into the bank",
                Call.get("/api/questions?bank=" + BANK).as(cast.teacher()),
                200,
                "/items");
        return list.json().at("/items").valueStream().toList();
    }

    /** A paper of the objective questions; the essay stays in the bank. */
    private String makePaper(List<JsonNode> questions) {
        var items = questions.stream()
                .filter(question -> !question.at("/kind").asString("").equals("essay"))
                .map(question -> Map.of("questionId", question.at("/id").asString(""), "marks", MARKS_EACH))
                .toList();
        return steps.expect(
                        "teacher makes a paper of them",
                        Call.post("/api/papers")
                                .as(cast.teacher())
                                .idempotencyKey(UUID.randomUUID().toString())
                                .json(Map.of("title", "高一数学随堂测验", "subject", scene.subject(), "items", items)),
                        201,
                        "/title",
                        "/maxScore")
                .text("/id");
    }

    private String open(Clock clock, String paper) {
        var now = clock.instant();
        var call = Call.post("/api/exams")
                .as(cast.teacher())
                .idempotencyKey(UUID.randomUUID().toString())
                .json(Map.of(
                        "classId",
                        scene.schoolClass().id(),
                        "paperId",
                        paper,
                        "title",
                        "高一数学随堂测验",
                        "opensAt",
                        now.toString(),
                        "closesAt",
                        now.plus(Duration.ofHours(2)).toString(),
                        "durationMinutes",
                        40));
        return steps.eventually(
                        "teacher opens the exam for the class", call, answer -> answer.status() == 201, "/title")
                .text("/id");
    }

    private void answer(String path, JsonNode item) {
        steps.expect(
                "student answers, kept at once",
                Call.put(path + "/answers/" + item.at("/id").asString(""))
                        .as(cast.student())
                        .json(Map.of("version", 1, "answer", DemoAnswers.to(item))),
                200,
                "/version");
    }
}
