package io.airclass.launcher.demo;

import io.airclass.launcher.demo.Journey.Cast;
import io.airclass.launcher.demo.Journey.Scene;
import io.airclass.launcher.region.DemoPhoto;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Homework is set for a class, handed in with text and a photo, marked, and read by the student. */
final class HomeworkSteps {
    private static final int SCORE = 92;
    private static final String COMMENT = "思路清楚，第三题请写出完整步骤。";

    private final Steps steps;
    private final Cast cast;
    private final Scene scene;
    private final NoticeSteps notices;

    HomeworkSteps(Steps steps, Cast cast, Scene scene, NoticeSteps notices) {
        this.steps = steps;
        this.cast = cast;
        this.scene = scene;
        this.notices = notices;
    }

    void walk(Clock clock) {
        var assignment = assign(clock);
        notices.arrive("assignment", "assignment-opened", assignment);
        var path = "/api/assignments/" + assignment;
        steps.expect("student reads the assignment", Call.get(path).as(cast.student()), 200, "/title", "/dueAt");
        steps.expect(
                "student hands in text and the photo",
                Call.put(path + "/submission")
                        .as(cast.student())
                        .json(Map.of("text", "第一题：x = 3；第二题见照片。", "fileIds", List.of(uploadPhoto()))),
                200,
                "/attempt");
        mark(path);
        notices.arrive("mark", "submission-marked", assignment);
        readMark(path);
    }

    private String assign(Clock clock) {
        var call = Call.post("/api/assignments")
                .as(cast.teacher())
                .idempotencyKey(UUID.randomUUID().toString())
                .json(Map.of(
                        "classId",
                        scene.schoolClass().id(),
                        "subject",
                        scene.subject(),
                        "title",
                        "集合与函数练习",
                        "text",
                        "完成教材第 12 页第 1—3 题，第 2 题拍照上传。",
                        "dueAt",
                        clock.instant().plus(Duration.ofDays(2)).toString(),
                        "maxScore",
                        100));
        return steps.eventually(
                        "teacher sets homework for the class",
                        call,
                        answer -> answer.status() == 201,
                        "/title",
                        "/dueAt")
                .text("/id");
    }

    private String uploadPhoto() {
        var photo = DemoPhoto.jpeg();
        var upload = Call.post("/api/files")
                .as(cast.student())
                .idempotencyKey(UUID.randomUUID().toString())
                .file("作业.jpg", "image/jpeg", photo);
        var id = steps.expect("student uploads a photo", upload, 201, "/type", "/size")
                .text("/id");
        var download = Call.get("/api/files/" + id).as(cast.student());
        var answer = steps.expect("student looks at the photo", download, 200);
        steps.check(Arrays.equals(answer.body(), photo), download, "the photo came back with other bytes");
        return id;
    }

    private void mark(String path) {
        var list = Call.get(path + "/submissions").as(cast.teacher());
        var submissions = steps.expect("teacher sees what was handed in", list, 200, "/items");
        var id = submissions.text("/items/0/id");
        var one = steps.expect(
                "teacher opens it", Call.get("/api/submissions/" + id).as(cast.teacher()), 200, "/attempt");
        steps.expect(
                "teacher marks it",
                Call.put("/api/submissions/" + id + "/mark")
                        .as(cast.teacher())
                        .ifMatch(one.etag())
                        .json(Map.of("score", SCORE, "comment", COMMENT)),
                200,
                "/mark/score");
    }

    private void readMark(String path) {
        var own = Call.get(path + "/submission").as(cast.student());
        var answer = steps.expect("student reads score and comment", own, 200, "/mark/score", "/mark/comment");
        steps.check(
                answer.json().at("/mark/score").asInt() == SCORE
                        && answer.text("/mark/comment").equals(COMMENT),
                own,
                "the mark is another one: " + answer.brief());
    }
}
