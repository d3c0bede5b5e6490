package io.airclass.schedule.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.kit.ids.Ids;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.School;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import io.airclass.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Courses over HTTP. */
@ServiceTest
class CourseTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final String COURSE = "/api/classes/{id}/courses/{subject}";

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    JsonMapper json;

    private School school;

    @BeforeEach
    void aSchool() {
        school = new School(roster);
    }

    private record Answer(int status, JsonNode body, String etag) {
        String slug() {
            return body.at("/type").asString().replace("https://airclass.io/problems/", "");
        }
    }

    private Answer call(WebTestClient.RequestHeadersSpec<?> request, String token) {
        var result = request.headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectBody(byte[].class)
                .returnResult();
        var bytes = result.getResponseBody();
        return new Answer(
                result.getStatus().value(),
                bytes == null || bytes.length == 0 ? json.nullNode() : json.readTree(bytes),
                result.getResponseHeaders().getETag());
    }

    private Answer get(String token, String uri, Object... variables) {
        return call(client.get().uri(uri, variables), token);
    }

    private Answer save(String token, String subject, String ifMatch, String syllabus, Object... units) {
        var body = new HashMap<String, Object>(Map.of("units", List.of(units)));
        if (syllabus != null) {
            body.put("syllabusFileId", syllabus);
        }
        var request = client.put().uri(COURSE, school.classId, subject).contentType(MediaType.APPLICATION_JSON);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return call(request.bodyValue(body), token);
    }

    private Answer publish(String token, String subject) {
        return call(client.put().uri(COURSE + "/publication", school.classId, subject), token);
    }

    private static Map<String, Object> unit(String name, int days, String... resources) {
        return Map.of("name", name, "until", TODAY.plusDays(days) + "", "resourceIds", List.of(resources));
    }

    private String syllabus(String token) {
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource("%PDF-1.7 大纲".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "七年级数学大纲.pdf";
            }
        });
        return call(
                        client.post().uri("/api/schedule-files").body(BodyInserters.fromMultipartData(parts.build())),
                        token)
                .body()
                .get("id")
                .asString();
    }

    /** Approved by the principal. */
    private String resource(String title, int minutes) {
        var made = call(
                client.post()
                        .uri("/api/resources?org={org}", school.school)
                        .header("Idempotency-Key", Ids.next())
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of(
                                "stage",
                                "JUNIOR",
                                "subject",
                                "数学",
                                "type",
                                "CLOUD_CLASS",
                                "title",
                                title,
                                "minutes",
                                minutes,
                                "link",
                                "https://ykt.eduyun.cn/" + title.hashCode())),
                school.administrator());
        var id = made.body().get("id").asString();
        var sent = call(client.put().uri("/api/resources/{id}/submission", id), school.administrator());
        var reviewed = call(
                client.put()
                        .uri("/api/resources/{id}/review", id)
                        .header("If-Match", sent.etag())
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("verdict", "APPROVED")),
                school.principal());
        assertThat(reviewed.status()).isEqualTo(200);
        return id;
    }

    @Test
    void a_course_is_published_with_its_syllabus_only_and_then_students_learn_by_it() {
        var draft = save(school.teacher(), "数学", null, null, unit("有理数", 30, resource("有理数", 20)));
        assertThat(draft.status()).as(draft.body().toString()).isEqualTo(201);
        var refused = publish(school.teacher(), "数学");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.slug()).isEqualTo("course-without-syllabus");
        assertThat(get(school.studentToken(), COURSE, school.classId, "数学").status())
                .isEqualTo(404);
        assertThat(save(
                                school.teacher(),
                                "数学",
                                draft.etag(),
                                syllabus(school.teacher()),
                                unit("有理数", 30, resource("数轴", 15)))
                        .status())
                .isEqualTo(200);
        assertThat(publish(school.teacher(), "数学").body().get("state").asString())
                .isEqualTo("published");
        var seen = get(school.studentToken(), COURSE, school.classId, "数学");
        assertThat(seen.body().at("/units/0/resources/0/title").asString()).isEqualTo("数轴");
        client.get()
                .uri(COURSE + "/syllabus", school.classId, "数学")
                .headers(headers -> headers.setBearerAuth(school.guardianToken()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Content-Disposition", value -> assertThat(value).contains("filename*=UTF-8''"));
    }

    @Test
    void students_see_what_was_published_until_the_edit_is_published_too() {
        var first = syllabus(school.teacher());
        save(school.teacher(), "数学", null, first, unit("有理数", 30, resource("有理数", 20)));
        var published = publish(school.teacher(), "数学");

        var edited = save(
                school.teacher(),
                "数学",
                published.etag(),
                syllabus(school.teacher()),
                unit("数轴", 30, resource("数轴", 15)));
        assertThat(edited.body().get("state").asString()).isEqualTo("revised");
        assertThat(edited.body().at("/units/0/name").asString()).isEqualTo("数轴");
        for (var token : List.of(school.studentToken(), school.guardianToken())) {
            var seen = get(token, COURSE, school.classId, "数学");
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body().get("state").asString()).isEqualTo("published");
            assertThat(seen.body().at("/units/0/name").asString()).isEqualTo("有理数");
            assertThat(seen.body().at("/syllabus/fileId").asString()).isEqualTo(first);
            var all = get(token, "/api/classes/{id}/courses", school.classId).body();
            assertThat(all.at("/courses/0/units/0/name").asString()).isEqualTo("有理数");
            assertThat(all.get("minutes").asLong()).isEqualTo(20);
        }

        assertThat(publish(school.teacher(), "数学").body().get("state").asString())
                .isEqualTo("published");
        assertThat(get(school.studentToken(), COURSE, school.classId, "数学")
                        .body()
                        .at("/units/0/name")
                        .asString())
                .isEqualTo("数轴");
    }

    @Test
    void what_a_class_is_asked_for_is_told_by_subject_with_what_is_too_much_and_too_little() {
        var ids = List.of(
                resource("一", 10),
                resource("二", 10),
                resource("三", 10),
                resource("四", 10),
                resource("五", 10),
                resource("六", 10));
        save(school.administrator(), "数学", null, null, unit("有理数", 30, ids.toArray(String[]::new)));
        save(school.administrator(), "语文", null, null, unit("散文", 3, ids.getFirst()));
        var all = get(school.teacher(), "/api/classes/{id}/courses", school.classId)
                .body();
        assertThat(all.get("minutes").asLong()).isEqualTo(70);
        assertThat(all.get("courses")
                        .valueStream()
                        .map(course -> course.get("subject").asString() + " " + course.get("minutes") + " "
                                + course.get("signal").asString() + " "
                                + course.get("crowdedUnits").size()))
                .containsExactlyInAnyOrder("数学 60 green 1", "语文 10 amber 0");
        var ofSchool = get(school.bureau(), "/api/schools/{id}/courses?limit=1", school.school)
                .body();
        assertThat(ofSchool.get("items").size()).isEqualTo(1);
        assertThat(ofSchool.get("cursor").isNull()).isFalse();
    }

    @Test
    void only_resources_and_files_that_one_may_see_and_own_become_part_of_a_course() {
        var unseen = save(school.teacher(), "数学", null, null, unit("有理数", 30, "no-such-resource"));
        assertThat(unseen.slug()).isEqualTo("course-resource-unknown");
        var foreign = save(school.teacher(), "数学", null, syllabus(school.administrator()));
        assertThat(foreign.slug()).isEqualTo("file-not-yours");
        assertThat(save(school.teacher(), "语文", null, null).status()).isEqualTo(403);
        var colleague = TestTokens.token(school.neighbourTeacher, TestTokens.grant(Role.TEACHER, school.neighbour));
        assertThat(save(colleague, "数学", null, null).status()).isEqualTo(404);
    }

    @Test
    void of_several_who_write_one_course_at_once_one_does() {
        var resource = resource("有理数", 20);
        var answers =
                Races.of(8, i -> () -> save(school.administrator(), "数学", null, null, unit("单元" + i, 30, resource)));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 428)).hasSize(7);
    }
}
