package io.airclass.homework.marking;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.homework.HomeworkTest;
import io.airclass.kit.ids.Ids;
import io.airclass.testkit.Races;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Marking of two classes over HTTP: queues, levels, questions, corrections, all at once. */
class MarkingTest extends HomeworkTest {
    private final String own = Ids.next();
    private final String first = "class-a-" + own;
    private final String second = "class-b-" + own;
    private final String teacher = token("t1-" + own, grant(Role.TEACHER, SCHOOL));
    private final String colleague = token("t2-" + own, grant(Role.TEACHER, SCHOOL));

    @BeforeEach
    void two_classes_of_their_own() {
        put(first, List.of("a1-" + own, "a2-" + own), "t1-" + own);
        put(second, List.of("b1-" + own), "t1-" + own, "t2-" + own);
    }

    private void put(String id, List<String> students, String... teachers) {
        roster.apply(
                        new ClassChangedV1(
                                id,
                                SCHOOL,
                                "八年级（1）班",
                                8,
                                Stage.JUNIOR,
                                List.of("root", COUNTY, SCHOOL, id),
                                students,
                                List.of(teachers).stream()
                                        .map(each -> new ClassTeacher(each, "数学"))
                                        .toList(),
                                null,
                                false),
                        1)
                .block();
    }

    private String student(String name) {
        return token(name + "-" + own, grant(Role.STUDENT, SCHOOL));
    }

    private String set(Map<String, Object> more) {
        var asked = assignment("classId", first);
        asked.put("targets", List.of(Map.of("classId", second)));
        asked.putAll(more);
        return body(as(teacher, openCall(Ids.next(), asked)), 201).at("/id").asString();
    }

    private String handedIn(String assignment, String student) {
        return body(as(student(student), handInCall(assignment, null, Map.of("text", "答案 " + student))), 200)
                .at("/id")
                .asString();
    }

    private WebTestClient.RequestHeadersSpec<?> partCall(String submission, int part, int score) {
        return client.put()
                .uri("/api/submissions/{id}/part-mark", submission)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("part", part, "attempt", 1, "score", score, "comment", "第 " + part + " 题"));
    }

    @Test
    void the_queue_of_a_class_is_for_its_teachers_alone() {
        var assignment = set(Map.of());
        List.of("a1", "a2", "b1").forEach(each -> handedIn(assignment, each));

        assertThat(body(get(teacher, "/api/assignments/{id}/marking-queue?classId={c}", assignment, first), 200)
                        .at("/items")
                        .size())
                .isEqualTo(2);
        assertThat(body(get(teacher, "/api/assignments/{id}/submissions?classId={c}", assignment, second), 200)
                        .at("/items")
                        .size())
                .isEqualTo(1);
        assertThat(body(get(colleague, "/api/assignments/{id}/marking-queue", assignment), 200)
                        .at("/items/0/studentId")
                        .asString())
                .isEqualTo("b1-" + own);
        for (var path : List.of("marking-queue", "submissions")) {
            assertThat(problem(get(colleague, "/api/assignments/{id}/{p}?classId={c}", assignment, path, first), 403))
                    .isEqualTo("not-your-class");
            assertThat(problem(get(student("a1"), "/api/assignments/{id}/{p}", assignment, path), 403))
                    .isEqualTo("not-your-class");
        }
        var mine = body(get(teacher, "/api/me/marking-queue"), 200).at("/items/0");
        assertThat(mine.at("/assignmentId").asString()).isEqualTo(assignment);
        assertThat(mine.at("/classes/0/waiting").asInt()).isEqualTo(2);
        assertThat(mine.at("/classes/1/waiting").asInt()).isEqualTo(1);
    }

    @Test
    void two_teachers_mark_two_questions_of_one_submission_at_once_and_none_is_lost() {
        for (int round = 0; round < 5; round++) {
            var assignment = set(Map.of(
                    "maxScore",
                    100,
                    "parts",
                    List.of(Map.of("name", "第 1 题", "maxScore", 40), Map.of("name", "第 2 题", "maxScore", 60))));
            var submission = handedIn(assignment, "b1");
            var teachers = List.of(teacher, colleague);
            Races.of(2, i -> () -> body(as(teachers.get(i), partCall(submission, i + 1, 30 + i)), 200));
            var seen = body(get(student("b1"), "/api/submissions/{id}", submission), 200);
            assertThat(seen.at("/state").asString()).isEqualTo("MARKED");
            assertThat(seen.at("/mark/score").asInt()).isEqualTo(61);
            assertThat(seen.at("/mark/parts").size()).isEqualTo(2);
            assertThat(seen.at("/earlierMarks").size()).isZero();
        }
    }

    @Test
    void the_queue_by_question_holds_those_of_which_it_is_not_marked() {
        var assignment =
                set(Map.of("parts", List.of(Map.of("name", "1", "maxScore", 40), Map.of("name", "2", "maxScore", 60))));
        var submissions = List.of("a1", "a2").stream()
                .map(each -> handedIn(assignment, each))
                .toList();
        body(as(teacher, partCall(submissions.getFirst(), 1, 40)), 200);

        assertThat(waiting(assignment, 1)).isEqualTo(1);
        assertThat(waiting(assignment, 2)).isEqualTo(2);
        assertThat(problem(as(teacher, partCall(submissions.getFirst(), 3, 1)), 422))
                .isEqualTo("no-such-part");
        assertThat(problem(as(student("a1"), partCall(submissions.getFirst(), 2, 60)), 403))
                .isEqualTo("not-your-class");
    }

    private int waiting(String assignment, int part) {
        return body(
                        get(
                                teacher,
                                "/api/assignments/{id}/marking-queue?classId={c}&part={p}",
                                assignment,
                                first,
                                part),
                        200)
                .at("/items")
                .size();
    }

    @Test
    void what_is_returned_is_corrected_and_marked_again_and_all_of_it_is_kept() {
        var assignment = set(Map.of("levels", List.of("优", "良", "合格")));
        var submission = handedIn(assignment, "a1");
        body(as(teacher, markCall(submission, "\"1\"", Map.of("outcome", "RETURNED", "comment", "第 2 题请订正"))), 200);
        var returned = body(get(student("a1"), "/api/submissions/{id}", submission), 200);
        assertThat(returned.at("/state").asString()).isEqualTo("RETURNED");
        assertThat(returned.at("/correctUntil").isMissingNode()).isFalse();

        body(as(student("a1"), handInCall(assignment, "\"2\"", Map.of("text", "订正"))), 200);
        body(as(teacher, markCall(submission, "\"3\"", Map.of("level", "优", "comment", "很好"))), 200);
        var marked = body(get(student("a1"), "/api/submissions/{id}", submission), 200);
        assertThat(marked.at("/mark/level").asString()).isEqualTo("优");
        assertThat(marked.at("/mark/score").isMissingNode()).isTrue();
        assertThat(marked.at("/earlierMarks/0/comment").asString()).isEqualTo("第 2 题请订正");
        assertThat(marked.at("/earlierAttempts/0/text").asString()).isEqualTo("答案 a1");
        assertThat(problem(as(teacher, markCall(submission, "\"4\"", Map.of("level", "差"))), 422))
                .isEqualTo("no-such-level");
    }

    @Test
    void all_that_waits_of_a_class_is_in_order_with_one_request_and_only_once() {
        var assignment = set(Map.of());
        List.of("a1", "a2", "b1").forEach(each -> handedIn(assignment, each));
        assertThat(problem(as(colleague, completionCall(assignment)), 403)).isEqualTo("not-your-class");
        var counts = Races.of(
                4,
                _ -> () -> body(as(teacher, completionCall(assignment)), 200)
                        .at("/completed")
                        .asLong());
        assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
        assertThat(body(get(teacher, "/api/assignments/{id}/marking-queue?classId={c}", assignment, second), 200)
                        .at("/items")
                        .size())
                .isEqualTo(1);
        assertThat(body(get(student("a2"), "/api/assignments/{id}/submission", assignment), 200)
                        .at("/mark/outcome")
                        .asString())
                .isEqualTo("COMPLETED");
    }

    private WebTestClient.RequestHeadersSpec<?> completionCall(String assignment) {
        return client.post().uri("/api/assignments/{id}/completions?classId={c}", assignment, first);
    }

    @Test
    void what_a_teacher_attaches_the_class_sees_and_what_is_said_aloud_the_student_alone() {
        var sheet = file(teacher, "练习.pdf", "%PDF-1.7\n练习".getBytes(StandardCharsets.UTF_8));
        var assignment = set(Map.of("fileIds", List.of(sheet)));
        for (var sees : List.of(student("a1"), student("b1"), colleague)) {
            get(sees, "/api/files/{id}", sheet).expectStatus().isOk();
        }
        assertThat(problem(get(STUDENT, "/api/files/{id}", sheet), 404)).isEqualTo("file-not-found");

        var submission = handedIn(assignment, "b1");
        var voice = file(teacher, "评语.wav", wave());
        assertThat(problem(as(teacher, markCall(submission, "\"1\"", Map.of("score", 90, "voiceFileId", sheet))), 422))
                .isEqualTo("voice-not-audio");
        assertThat(problem(
                        as(colleague, markCall(submission, "\"1\"", Map.of("score", 90, "voiceFileId", voice))), 422))
                .isEqualTo("file-not-yours");
        body(as(teacher, markCall(submission, "\"1\"", Map.of("score", 90, "voiceFileId", voice))), 200);
        get(student("b1"), "/api/files/{id}", voice).expectStatus().isOk();
        assertThat(problem(get(student("a1"), "/api/files/{id}", voice), 404)).isEqualTo("file-not-found");
        var asked = assignment("classId", first);
        asked.put("fileIds", List.of(handedInFile(assignment)));
        assertThat(problem(as(teacher, openCall(Ids.next(), asked)), 422)).isEqualTo("file-not-yours");
    }

    private String handedInFile(String assignment) {
        var photo = file(student("a1"), "作业.jpg", photo());
        body(as(student("a1"), handInCall(assignment, null, Map.of("fileIds", List.of(photo)))), 200);
        return photo;
    }

    private String file(String token, String name, byte[] content) {
        return body(as(token, uploadCall(name, content)), 201).at("/id").asString();
    }

    /** The head of a RIFF WAVE file and some silence. */
    private static byte[] wave() {
        var head = "RIFF\u0024\u0008\u0000\u0000WAVEfmt \u0010\u0000\u0000\u0000\u0001\u0000\u0001\u0000"
                .getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(head, 2_000);
    }

    @Test
    void a_teacher_keeps_comments_to_use_again() {
        assertThat(body(get(teacher, "/api/me/marking-comments"), 200)
                        .at("/comments")
                        .size())
                .isZero();
        body(as(teacher, commentsCall(List.of("思路清楚", "注意单位"))), 200);
        assertThat(body(get(teacher, "/api/me/marking-comments"), 200)
                        .at("/comments/1")
                        .asString())
                .isEqualTo("注意单位");
        assertThat(body(get(colleague, "/api/me/marking-comments"), 200)
                        .at("/comments")
                        .size())
                .isZero();
        assertThat(problem(as(teacher, commentsCall(List.of("别的"))), 428)).isEqualTo("if-match-missing");
        assertThat(problem(get(student("a1"), "/api/me/marking-comments"), 403)).isEqualTo("not-a-teacher");
        var tooMany = IntStream.rangeClosed(0, MarkingComments.COMMENTS_MAX)
                .mapToObj(i -> "评语 " + i)
                .toList();
        body(as(teacher, commentsCall(tooMany)), 400);
    }

    private WebTestClient.RequestHeadersSpec<?> commentsCall(List<String> comments) {
        return client.put()
                .uri("/api/me/marking-comments")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("comments", comments));
    }
}
