package io.airclass.homework;

import io.airclass.kit.ids.Ids;
import io.airclass.testkit.RoleMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

class RoleMatrixTest extends HomeworkTest {

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void each_role_gets_what_it_may_have_and_no_more() {
        var assignment = opened();
        var file = uploaded("作业.jpg", photo());
        var upload = announced(STUDENT, "作业.jpg", 5);
        var picture = uploaded("作业.png", picture(40, 30, "png"));
        var submission = handedIn(assignment, "答案", file);
        var handedIn = Map.of("text", "答案", "fileIds", List.of(file));
        var mark = Map.of("score", 80, "comment", "好");
        body(as(TEACHER, markCall(submission, "\"1\"", mark)), 200);
        var draft = opened(assignment("draft", true));
        var withdrawn = opened();
        var due = assignment().get("dueAt");
        body(as(TEACHER, put(client, "/api/assignments/{id}/due", assignment, Map.of("dueAt", due))), 200);
        Map<String, Object> freeDays =
                Map.of("dates", List.of("2026-01-01"), "from", "2026-01-01", "until", "2026-01-02", "reason", "元旦");
        body(as(PRINCIPAL, put(client, "/api/schools/{id}/no-homework-days", SCHOOL, freeDays)), 200);

        new RoleMatrix(client, requestMappingHandlerMapping)
                .actor("nobody", null)
                .actor("teacher", TEACHER)
                .actor("colleague", COLLEAGUE)
                .actor("head teacher", HEAD_TEACHER)
                .actor("principal", PRINCIPAL)
                .actor("officer", OFFICER)
                .actor("student", STUDENT)
                .actor("classmate", CLASSMATE)
                .actor("guardian", GUARDIAN)
                .actor("other guardian", OTHER_GUARDIAN)
                .actor("stranger", STRANGER)
                .actor("strange student", STRANGE_STUDENT)
                .endpoint(
                        HttpMethod.POST,
                        "/api/assignments",
                        _ -> openCall(Ids.next(), assignment()),
                        expected(201, 201, 201, 403, 403, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/assignments/{id}",
                        c -> c.get().uri("/api/assignments/{id}", assignment),
                        expected(200, 200, 200, 200, 200, 200, 200, 200, 200, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/assignments/{id}",
                        c -> put(c, "/api/assignments/{id}", draft, assignment()),
                        // the author repeats what stands; nobody else knows of a draft
                        expected(428, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404))
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/assignments/{id}",
                        c -> c.delete().uri("/api/assignments/{id}", assignment),
                        expected(409, 403, 403, 403, 403, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/assignments/{id}/publication",
                        c -> c.put().uri("/api/assignments/{id}/publication", assignment),
                        expected(200, 403, 403, 403, 403, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/assignments/{id}/due",
                        c -> put(c, "/api/assignments/{id}/due", assignment, Map.of("dueAt", due)),
                        expected(200, 403, 403, 200, 403, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/assignments/{id}/withdrawal",
                        c -> put(c, "/api/assignments/{id}/withdrawal", withdrawn, Map.of("reason", "布置错了")),
                        expected(200, 403, 403, 200, 403, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/classes/{id}/homework-budget",
                        c -> c.get().uri("/api/classes/{id}/homework-budget?from=2026-11-23&to=2026-11-29", CLASS),
                        expected(200, 200, 200, 200, 200, 200, 200, 200, 200, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/schools/{id}/no-homework-days",
                        c -> c.get().uri("/api/schools/{id}/no-homework-days", SCHOOL),
                        expected(200, 200, 200, 200, 200, 200, 200, 200, 200, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/schools/{id}/no-homework-days",
                        c -> put(c, "/api/schools/{id}/no-homework-days", SCHOOL, freeDays),
                        expected(403, 403, 403, 200, 403, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/me/assignments",
                        c -> c.get().uri("/api/me/assignments"),
                        expected(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200))
                .endpoint(
                        HttpMethod.POST,
                        "/api/files",
                        _ -> uploadCall("作业.jpg", photo()),
                        expected(201, 201, 201, 403, 403, 201, 201, 403, 403, 201, 201))
                .endpoint(
                        HttpMethod.GET,
                        "/api/files/{id}",
                        c -> c.get().uri("/api/files/{id}", file),
                        expected(200, 200, 200, 404, 404, 200, 404, 200, 404, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/files/{id}/preview",
                        c -> c.get().uri("/api/files/{id}/preview", picture),
                        expected(404, 404, 404, 404, 404, 200, 404, 200, 404, 404, 404))
                .endpoint(
                        HttpMethod.OPTIONS,
                        "/api/uploads",
                        c -> c.options().uri("/api/uploads"),
                        expected(204, 204, 204, 204, 204, 204, 204, 204, 204, 204, 204))
                .endpoint(
                        HttpMethod.POST,
                        "/api/uploads",
                        c -> tus(c.post().uri("/api/uploads")).header("Upload-Length", "5"),
                        expected(201, 201, 201, 403, 403, 201, 201, 403, 403, 201, 201))
                .endpoint(
                        HttpMethod.HEAD,
                        "/api/uploads/{id}",
                        c -> tus(c.head().uri("/api/uploads/{id}", upload)),
                        expected(404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404))
                .endpoint(
                        HttpMethod.PATCH,
                        "/api/uploads/{id}",
                        c -> pieceCall(c.patch().uri("/api/uploads/{id}", upload), 0, new byte[0]),
                        expected(404, 404, 404, 404, 404, 204, 404, 404, 404, 404, 404))
                .endpoint(
                        HttpMethod.POST,
                        "/api/uploads/{id}",
                        c -> pieceCall(c.post().uri("/api/uploads/{id}", upload), 0, new byte[0])
                                .header("X-HTTP-Method-Override", "PATCH"),
                        expected(404, 404, 404, 404, 404, 204, 404, 404, 404, 404, 404))
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/uploads/{id}",
                        c -> tus(c.delete().uri("/api/uploads/{id}", announced(STUDENT, "作业.jpg", 5))),
                        expected(404, 404, 404, 404, 404, 204, 404, 404, 404, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/assignments/{id}/submission",
                        _ -> handInCall(assignment, null, handedIn),
                        // the classmate names a file that is not theirs
                        expected(403, 403, 403, 403, 403, 200, 422, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/assignments/{id}/submission",
                        c -> c.get().uri("/api/assignments/{id}/submission?studentId=xiaoming", assignment),
                        expected(200, 200, 200, 404, 404, 200, 404, 200, 404, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/assignments/{id}/submissions",
                        c -> c.get().uri("/api/assignments/{id}/submissions", assignment),
                        expected(200, 200, 200, 403, 403, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/submissions/{id}",
                        c -> c.get().uri("/api/submissions/{id}", submission),
                        expected(200, 200, 200, 404, 404, 200, 404, 200, 404, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/submissions/{id}/mark",
                        // the mark that stands is repeated; colleagues would change it and must say which version
                        _ -> markCall(submission, null, mark),
                        expected(200, 428, 428, 404, 404, 403, 404, 403, 404, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/submissions/{id}/part-mark",
                        // homework that is not marked by questions
                        c -> put(
                                c,
                                "/api/submissions/{id}/part-mark",
                                submission,
                                Map.of("part", 1, "attempt", 1, "score", 1)),
                        expected(409, 409, 409, 404, 404, 403, 404, 403, 404, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/assignments/{id}/marking-queue",
                        c -> c.get().uri("/api/assignments/{id}/marking-queue", assignment),
                        expected(200, 200, 200, 403, 403, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.POST,
                        "/api/assignments/{id}/completions",
                        c -> c.post().uri("/api/assignments/{id}/completions", assignment),
                        expected(200, 200, 200, 403, 403, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/me/marking-queue",
                        c -> c.get().uri("/api/me/marking-queue"),
                        expected(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200))
                .endpoint(
                        HttpMethod.GET,
                        "/api/me/marking-comments",
                        c -> c.get().uri("/api/me/marking-comments"),
                        expected(200, 200, 200, 403, 403, 403, 403, 403, 403, 200, 403))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/me/marking-comments",
                        c -> c.put()
                                .uri("/api/me/marking-comments")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(Map.of("comments", List.of("好"))),
                        expected(200, 200, 200, 403, 403, 403, 403, 403, 403, 200, 403))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/assignments/{id}/submission-draft",
                        c -> put(c, "/api/assignments/{id}/submission-draft", assignment, Map.of("text", "草稿")),
                        expected(403, 403, 403, 403, 403, 200, 200, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/assignments/{id}/submission-draft",
                        c -> c.get().uri("/api/assignments/{id}/submission-draft", assignment),
                        expected(404, 404, 404, 404, 404, 200, 200, 404, 404, 404, 404))
                .endpoint(
                        HttpMethod.DELETE,
                        "/api/assignments/{id}/submission-draft",
                        // of the caller's own, which most do not have
                        c -> c.delete().uri("/api/assignments/{id}/submission-draft", assignment),
                        expected(204, 204, 204, 204, 204, 204, 204, 204, 204, 204, 204))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/assignments/{id}/minutes-taken",
                        c -> put(
                                c,
                                "/api/assignments/{id}/minutes-taken?studentId=xiaoming",
                                assignment,
                                Map.of("minutes", 25)),
                        expected(403, 403, 403, 403, 403, 204, 403, 204, 403, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/assignments/{id}/minutes-taken",
                        c -> c.get().uri("/api/assignments/{id}/minutes-taken", assignment),
                        expected(200, 200, 200, 200, 200, 403, 403, 403, 403, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/submissions/{id}/showcase",
                        c -> c.put().uri("/api/submissions/{id}/showcase", submission),
                        expected(200, 200, 200, 404, 404, 403, 404, 403, 404, 404, 404))
                .endpoint(
                        HttpMethod.PUT,
                        "/api/submissions/{id}/showcase-consent",
                        c -> put(c, "/api/submissions/{id}/showcase-consent", submission, Map.of("agrees", true)),
                        expected(403, 403, 403, 404, 404, 200, 404, 200, 404, 404, 404))
                .endpoint(
                        HttpMethod.GET,
                        "/api/assignments/{id}/showcase",
                        c -> c.get().uri("/api/assignments/{id}/showcase", assignment),
                        expected(200, 200, 200, 200, 200, 200, 200, 200, 200, 404, 404))
                .verify();
    }

    private static WebTestClient.RequestHeadersSpec<?> put(
            WebTestClient client, String path, String id, Map<String, Object> body) {
        return client.put()
                .uri(path, id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body);
    }

    private static Map<String, Integer> expected(
            int teacher,
            int colleague,
            int headTeacher,
            int principal,
            int officer,
            int student,
            int classmate,
            int guardian,
            int otherGuardian,
            int stranger,
            int strangeStudent) {
        var expected = new LinkedHashMap<String, Integer>();
        expected.put("nobody", 401);
        expected.put("teacher", teacher);
        expected.put("colleague", colleague);
        expected.put("head teacher", headTeacher);
        expected.put("principal", principal);
        expected.put("officer", officer);
        expected.put("student", student);
        expected.put("classmate", classmate);
        expected.put("guardian", guardian);
        expected.put("other guardian", otherGuardian);
        expected.put("stranger", stranger);
        expected.put("strange student", strangeStudent);
        return expected;
    }
}
