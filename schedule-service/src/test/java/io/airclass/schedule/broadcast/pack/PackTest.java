package io.airclass.schedule.broadcast.pack;

import static io.airclass.testkit.Eventually.eventually;
import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.live.LiveServiceTest;
import io.airclass.schedule.live.PlannedLesson;
import io.airclass.testkit.Races;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** Packs of a broadcast's lesson for two classes of two schools, and the three phases. */
class PackTest extends LiveServiceTest {
    private String lesson;
    private String firstClass;
    private String secondClass;
    private String firstTeacher;
    private String secondTeacher;
    private String firstStudent;
    private String secondStudent;

    @BeforeEach
    void a_lesson_for_two_classes() {
        firstClass = aClass("one");
        secondClass = aClass("two");
        firstTeacher = token("teacher-one-" + school.school, grant(Role.TEACHER, "school-one"));
        secondTeacher = token("teacher-two-" + school.school, grant(Role.TEACHER, "school-two"));
        firstStudent = token("student-one-" + school.school, grant(Role.STUDENT, "school-one"));
        secondStudent = token("student-two-" + school.school, grant(Role.STUDENT, "school-two"));
        lesson = planned(Duration.ofHours(1));
    }

    private String aClass(String name) {
        var id = "class-" + name + "-" + school.school;
        roster.apply(
                        new ClassChangedV1(
                                id,
                                "school-" + name,
                                "七（1）班",
                                7,
                                Stage.JUNIOR,
                                List.of("root", school.county, "school-" + name, id),
                                List.of("student-" + name + "-" + school.school),
                                List.of(new ClassTeacher("teacher-" + name + "-" + school.school, "物理")),
                                null,
                                false),
                        1)
                .block();
        return id;
    }

    private String planned(Duration fromNow) {
        var starts = Instant.now().plus(fromNow);
        var holder = "broadcast-" + UUID.randomUUID();
        var id = new LessonId(holder, LocalDate.ofInstant(starts, ZoneId.of("Asia/Shanghai")), 1).toString();
        var like = lesson(id, school.wang, starts, List.of(firstClass, secondClass));
        plan.put(
                id,
                new PlannedLesson(
                        id,
                        holder,
                        like.schoolId(),
                        like.within(),
                        like.teacherId(),
                        like.subject(),
                        like.startsAt(),
                        like.endsAt(),
                        like.classIds(),
                        false,
                        true,
                        true,
                        false));
        return id;
    }

    private String file(String text) {
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "导学案.txt";
            }
        });
        return client.post()
                .uri("/api/schedule-files")
                .headers(headers -> headers.setBearerAuth(school.headTeacher()))
                .body(BodyInserters.fromMultipartData(parts.build()))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getString("id");
    }

    private static Map<String, Object> item(String title, boolean forStudents, String fileId) {
        return Map.of("title", title, "forStudents", forStudents, "fileId", fileId);
    }

    private Map<String, Object> packs(List<Map<String, Object>> basic, List<Map<String, Object>> more, Object... with) {
        var body = new HashMap<String, Object>(Map.of(
                "variants",
                List.of(Map.of("name", "基础", "items", basic), Map.of("name", "提高", "items", more)),
                "assigned",
                List.of(Map.of("classId", secondClass, "variant", "提高")),
                "standard",
                "基础"));
        for (int i = 0; i < with.length; i += 2) {
            body.put((String) with[i], with[i + 1]);
        }
        return body;
    }

    private WebTestClient.ResponseSpec give(String token, Object body) {
        return send(HttpMethod.PUT, token, body, "/api/lessons/{id}/packs", lesson);
    }

    private WebTestClient.ResponseSpec packOf(String token, String classId) {
        return get(token, "/api/lessons/{id}/packs/{c}", lesson, classId);
    }

    @Test
    void each_class_gets_its_variant_before_the_lesson_its_teachers_all_of_it_its_students_what_is_for_them() {
        var basic = file("基础练习");
        var keys = file("答案");
        var more = file("提高练习");
        give(
                        school.headTeacher(),
                        packs(
                                List.of(item("基础练习", true, basic), item("答案", false, keys)),
                                List.of(item("提高练习", true, more))))
                .expectStatus()
                .isOk();

        body(packOf(firstTeacher, firstClass), 200)
                .jsonPath("$.variant")
                .isEqualTo("基础")
                .jsonPath("$.items[*].title")
                .isEqualTo(List.of("基础练习", "答案"));
        body(packOf(firstStudent, firstClass), 200).jsonPath("$.items[*].title").isEqualTo(List.of("基础练习"));
        body(packOf(secondStudent, secondClass), 200)
                .jsonPath("$.items[*].title")
                .isEqualTo(List.of("提高练习"));
        for (var token : List.of(firstTeacher, firstStudent)) {
            problem(packOf(token, secondClass), 404, "pack-not-found");
        }
        problem(packOf(school.colleague(), firstClass), 404, "lesson-not-found");
        problem(give(firstTeacher, packs(List.of(), List.of())), 403, "lesson-not-yours");
        problem(get(firstTeacher, "/api/lessons/{id}/packs", lesson), 403, "lesson-not-yours");

        get(secondStudent, "/api/lessons/{id}/packs/{c}/files/0", lesson, secondClass)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectBody(String.class)
                .isEqualTo("提高练习");
        problem(get(firstStudent, "/api/lessons/{id}/packs/{c}/files/1", lesson, firstClass), 404, "pack-not-found");
        get(firstTeacher, "/api/lessons/{id}/packs/{c}/files/1", lesson, firstClass)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("答案");
        body(get(firstTeacher, "/api/lessons/{id}/live", lesson), 200)
                .jsonPath("$.lessonId")
                .isEqualTo(lesson);
    }

    @Test
    void packs_that_name_what_is_not_there_are_refused() {
        var owner = school.headTeacher();
        problem(
                give(
                        owner,
                        packs(
                                List.of(),
                                List.of(),
                                "assigned",
                                List.of(Map.of("classId", school.classId, "variant", "基础")))),
                422,
                "pack-class-unknown");
        problem(
                give(
                        owner,
                        packs(
                                List.of(),
                                List.of(),
                                "assigned",
                                List.of(
                                        Map.of("classId", firstClass, "variant", "基础"),
                                        Map.of("classId", firstClass, "variant", "提高")))),
                422,
                "pack-class-twice");
        problem(give(owner, packs(List.of(), List.of(), "standard", "没有")), 422, "pack-variant-unknown");
        problem(
                give(
                        owner,
                        Map.of(
                                "variants",
                                List.of(
                                        Map.of("name", "一", "items", List.of()),
                                        Map.of("name", "一", "items", List.of())),
                                "assigned",
                                List.of())),
                422,
                "pack-variants-same");
        problem(give(owner, packs(List.of(item("别人的", true, "none")), List.of())), 422, "file-not-yours");
        problem(
                give(
                        owner,
                        packs(List.of(Map.of("title", "没有", "forStudents", true, "resourceId", "none")), List.of())),
                422,
                "pack-resource-unknown");
        problem(
                give(owner, packs(List.of(Map.of("title", "没有", "forStudents", true)), List.of())),
                400,
                "invalid-fields");
    }

    @Test
    void after_the_lesson_began_no_pack_is_changed() {
        lesson = planned(Duration.ofMinutes(-1));
        problem(give(school.headTeacher(), packs(List.of(), List.of())), 409, "pack-too-late");
        body(packOf(firstTeacher, firstClass), 200).jsonPath("$.items.length()").isEqualTo(0);
    }

    @Test
    void of_many_who_give_packs_at_once_one_is_first_and_the_same_again_changes_nothing() {
        var statuses = Races.of(
                8,
                i -> () -> give(school.headTeacher(), packs(List.of(), List.of(), "standard", i % 2 == 0 ? "基础" : "提高"))
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses).contains(200).isSubsetOf(200, 428);
        var tag = get(school.headTeacher(), "/api/lessons/{id}/packs", lesson)
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
        assertThat(tag).isEqualTo("\"1\"");
    }

    @Test
    void how_far_each_class_has_come_is_told_to_who_gives_it_and_to_its_own_teachers() {
        give(school.headTeacher(), packs(List.of(), List.of())).expectStatus().isOk();
        problem(
                send(
                        HttpMethod.PUT,
                        firstTeacher,
                        Map.of("note", "尚早"),
                        "/api/lessons/{id}/discussions/{c}",
                        lesson,
                        firstClass),
                409,
                "discussion-too-early");
        plan.computeIfPresent(lesson, (_, was) -> shifted(was, Duration.ofMinutes(-61)));
        train(school.wang);
        eventually(() -> start(school.headTeacher(), lesson).expectStatus().isOk());
        send(HttpMethod.POST, firstStudent, Map.of("device", "PHONE"), "/api/lessons/{id}/joins", lesson)
                .expectStatus()
                .isCreated();
        plan.computeIfPresent(lesson, (_, was) -> shifted(was, Duration.ofMinutes(-60)));
        eventually(() -> send(
                        HttpMethod.PUT,
                        secondTeacher,
                        Map.of("note", "第二问较难"),
                        "/api/lessons/{id}/discussions/{c}",
                        lesson,
                        secondClass)
                .expectStatus()
                .isOk());
        problem(
                send(
                        HttpMethod.PUT,
                        firstTeacher,
                        Map.of("note", "别班"),
                        "/api/lessons/{id}/discussions/{c}",
                        lesson,
                        secondClass),
                404,
                "pack-not-found");

        body(get(school.headTeacher(), "/api/lessons/{id}/phases", lesson), 200)
                .jsonPath("$.items[*].classId")
                .isEqualTo(List.of(firstClass, secondClass))
                .jsonPath("$.items[*].interacted")
                .isEqualTo(List.of(true, false))
                .jsonPath("$.items[0].sharedAt")
                .isNotEmpty()
                .jsonPath("$.items[0].discussion")
                .doesNotExist()
                .jsonPath("$.items[1].discussion.note")
                .isEqualTo("第二问较难");
        body(get(secondTeacher, "/api/lessons/{id}/phases", lesson), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].classId")
                .isEqualTo(secondClass);
        problem(get(firstStudent, "/api/lessons/{id}/phases", lesson), 403, "forbidden");
    }

    private WebTestClient.ResponseSpec tutor(String token, String classId, String teacherId, Duration afterEnd) {
        var from = plan.get(lesson).endsAt().plus(afterEnd);
        return send(
                HttpMethod.PUT,
                token,
                Map.of("teacherId", teacherId, "startsAt", from, "endsAt", from.plusSeconds(2_400), "place", "七（1）班教室"),
                "/api/lessons/{id}/tutorings/{c}",
                lesson,
                classId);
    }

    @Test
    void after_a_central_lesson_each_class_is_offered_tutoring_that_its_teachers_plan_and_complete() {
        var teacher = "teacher-one-" + school.school;
        body(get(school.headTeacher(), "/api/lessons/{id}/tutorings", lesson), 200)
                .jsonPath("$.items[*].state")
                .isEqualTo(List.of("OFFERED", "OFFERED"));
        problem(tutor(firstTeacher, firstClass, teacher, Duration.ofMinutes(-10)), 422, "tutoring-time-unfit");
        problem(tutor(firstTeacher, firstClass, teacher, Duration.ofDays(15)), 422, "tutoring-time-unfit");
        problem(tutor(firstTeacher, firstClass, "nobody", Duration.ZERO), 422, "group-teacher-unknown");
        problem(tutor(firstTeacher, secondClass, teacher, Duration.ZERO), 404, "pack-not-found");
        problem(tutor(firstStudent, firstClass, teacher, Duration.ZERO), 403, "forbidden");
        problem(tutor(school.headTeacher(), firstClass, teacher, Duration.ZERO), 403, "forbidden");
        tutor(firstTeacher, firstClass, teacher, Duration.ofHours(2))
                .expectStatus()
                .isOk();

        var completion = "/api/lessons/{id}/tutorings/{c}/completion";
        problem(
                send(HttpMethod.PUT, firstTeacher, Map.of(), completion, lesson, firstClass),
                409,
                "tutoring-too-early");
        problem(
                send(HttpMethod.PUT, secondTeacher, Map.of(), completion, lesson, secondClass),
                404,
                "tutoring-not-found");
        problem(send(HttpMethod.PUT, firstStudent, Map.of(), completion, lesson, firstClass), 403, "forbidden");
        problem(tutor(firstTeacher, firstClass, teacher, Duration.ofHours(3)), 428, "if-match-missing");
        body(get(firstStudent, "/api/lessons/{id}/tutorings", lesson), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].state")
                .isEqualTo("PLANNED")
                .jsonPath("$.items[0].place")
                .isEqualTo("七（1）班教室");
    }

    @Test
    void said_by_many_to_be_held_it_was_held_once() {
        lesson = planned(Duration.ofHours(-3));
        tutor(firstTeacher, firstClass, "teacher-one-" + school.school, Duration.ofMinutes(1))
                .expectStatus()
                .isOk();
        var counted = Races.of(
                8,
                i -> () -> send(
                                HttpMethod.PUT,
                                firstTeacher,
                                Map.of("students", i),
                                "/api/lessons/{id}/tutorings/{c}/completion",
                                lesson,
                                firstClass)
                        .expectStatus()
                        .isOk()
                        .expectBody(Document.class)
                        .returnResult()
                        .getResponseBody()
                        .getInteger("students"));
        assertThat(Set.copyOf(counted)).hasSize(1);
        body(get(school.headTeacher(), "/api/lessons/{id}/tutorings", lesson), 200)
                .jsonPath("$.items[*].state")
                .isEqualTo(List.of("DONE", "OFFERED"));
        problem(
                tutor(firstTeacher, firstClass, "teacher-one-" + school.school, Duration.ofHours(1)),
                409,
                "tutoring-done");
    }
}
