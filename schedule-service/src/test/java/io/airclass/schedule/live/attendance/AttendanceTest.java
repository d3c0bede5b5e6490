package io.airclass.schedule.live.attendance;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveService;
import io.airclass.schedule.live.LiveServiceTest;
import io.airclass.schedule.live.provider.BbbStandIn;
import io.airclass.testkit.Races;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Joining lessons, and who was there, over HTTP. */
class AttendanceTest extends LiveServiceTest {
    @Autowired
    AttendanceRepository attendance;

    @Autowired
    AttendanceService service;

    @Autowired
    LiveService lessons;

    private String lesson;

    @BeforeEach
    void a_lesson_takes_place() {
        train(school.wang);
        lesson = planned(school.wang, Duration.ofMinutes(-5));
        start(school.headTeacher(), lesson).expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec join(String token, String device, Object... more) {
        var body = new HashMap<String, Object>(Map.of("device", device));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return send(HttpMethod.POST, token, body, "/api/lessons/{id}/joins", lesson);
    }

    private WebTestClient.ResponseSpec still(String token, String joinId, boolean left) {
        return send(HttpMethod.PUT, token, Map.of("left", left), "/api/lessons/{id}/joins/{join}", lesson, joinId);
    }

    private List<Seen> stored() {
        return attendance.of(lesson, List.of(school.classId, "~staff")).block();
    }

    @Test
    void a_student_comes_in_as_a_viewer_and_it_is_stored_before_the_answer() {
        body(join(school.studentToken(), "PHONE", "name", "张小明"), 201)
                .jsonPath("$.part")
                .isEqualTo("VIEWER")
                .jsonPath("$.provider")
                .isEqualTo("bbb-1")
                .jsonPath("$.joinId")
                .value(String.class, id -> assertThat(id).startsWith("phone-"))
                .jsonPath("$.heartbeatSeconds")
                .isEqualTo(120)
                .jsonPath("$.address")
                .value(String.class, address -> assertThat(address)
                        .startsWith(first.api() + "/join?fullName=%E5%BC%A0%E5%B0%8F%E6%98%8E&")
                        .contains("role=VIEWER", "userID=" + school.student, "checksum="));

        assertThat(stored()).singleElement().satisfies(seen -> {
            assertThat(seen.personId()).isEqualTo(school.student);
            assertThat(seen.device()).isEqualTo(Device.PHONE);
        });
    }

    @Test
    void teachers_and_the_head_teacher_come_in_as_moderators_and_nobody_else_comes_in() {
        for (String token : List.of(school.headTeacher(), school.teacher())) {
            body(join(token, "PC"), 201).jsonPath("$.part").isEqualTo("MODERATOR");
        }
        problem(join(school.administrator(), "PC"), 403, "lesson-not-yours");
        problem(join(school.guardianToken(), "PHONE"), 403, "lesson-not-yours");
        problem(join(school.bureau(), "PC"), 403, "lesson-not-yours");
        problem(join(school.otherGuardian(), "PHONE"), 404, "lesson-not-found");
        problem(join(school.colleague(), "PC"), 404, "lesson-not-found");
        assertThat(stored()).extracting(Seen::personId).containsOnly(school.wang, school.li);
    }

    @Test
    void joined_by_many_requests_at_once_a_student_is_there_once() {
        var statuses = Races.of(
                12,
                _ -> () -> join(school.studentToken(), "TABLET")
                        .returnResult(Void.class)
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnly(201);
        assertThat(stored()).extracting(Seen::personId).containsOnly(school.student);
        body(get(school.teacher(), "/api/lessons/{id}/attendance", lesson), 200)
                .jsonPath("$.joined")
                .isEqualTo(1);
    }

    @Test
    void with_the_first_provider_down_a_join_leads_to_the_second_within_the_call() {
        first.mood = BbbStandIn.Mood.BROKEN;

        body(join(school.studentToken(), "PC"), 201)
                .jsonPath("$.provider")
                .isEqualTo("bbb-2")
                .jsonPath("$.address")
                .value(String.class, address -> assertThat(address).startsWith(second.api()));
    }

    @Test
    void before_it_starts_and_after_it_ends_nobody_comes_in() {
        var later = lesson;
        lesson = planned(school.wang, Duration.ofMinutes(10));
        problem(join(school.studentToken(), "PC"), 409, "lesson-not-started");
        problem(get(school.teacher(), "/api/lessons/{id}/attendance", lesson), 409, "lesson-not-started");
        lesson = later;
        end(school.headTeacher(), lesson).expectStatus().isOk();
        problem(join(school.studentToken(), "PC"), 409, "lesson-ended");
        problem(still(school.studentToken(), "pc-1", false), 409, "lesson-ended");
    }

    @Test
    void signs_of_life_and_a_leave_are_stored_and_a_nonsensical_join_is_not_found() {
        join(school.studentToken(), "PC").expectStatus().isCreated();

        still(school.studentToken(), "pc-5", false).expectStatus().isNoContent();
        still(school.studentToken(), "pc-5", true).expectStatus().isNoContent();

        assertThat(stored()).anySatisfy(seen -> assertThat(seen.left()).isNotNull());
        problem(still(school.studentToken(), "toaster-1", false), 404, "join-not-found");
        problem(still(school.studentToken(), "x", false), 404, "join-not-found");
    }

    @Test
    void a_classroom_before_one_screen_is_told_by_its_teacher_with_a_number() {
        join(school.teacher(), "CLASSROOM", "screenStudents", 43).expectStatus().isCreated();
        problem(join(school.studentToken(), "CLASSROOM", "screenStudents", 43), 403, "screen-by-teachers-only");

        assertThat(stored()).singleElement().satisfies(seen -> assertThat(seen.screenStudents())
                .isEqualTo(43));
    }

    @Test
    void who_teaches_or_heads_the_class_sees_everybody_a_student_only_themselves_and_above_there_are_sums() {
        join(school.studentToken(), "PHONE").expectStatus().isCreated();

        for (String token :
                List.of(school.headTeacher(), school.teacher(), school.studentToken(), school.guardianToken())) {
            body(get(token, "/api/lessons/{id}/attendance", lesson), 200)
                    .jsonPath("$.enrolled")
                    .isEqualTo(1)
                    .jsonPath("$.students.length()")
                    .isEqualTo(1)
                    .jsonPath("$.students[0].personId")
                    .isEqualTo(school.student)
                    .jsonPath("$.students[0].firstAt")
                    .isNotEmpty();
        }
        for (String token : List.of(school.administrator(), school.bureau())) {
            body(get(token, "/api/lessons/{id}/attendance", lesson), 200)
                    .jsonPath("$.joined")
                    .isEqualTo(1)
                    .jsonPath("$.students.length()")
                    .isEqualTo(0);
        }
        problem(get(school.colleague(), "/api/lessons/{id}/attendance", lesson), 404, "lesson-not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} ", "{\"device\":\"FRIDGE\"}", "{\"device\":\"PC\",\"name\":\"\"}",
                        "{\"device\":\"PC\",\"name\":\"a\\u202eb\"}",
                "{\"device\":\"PC\",\"screenStudents\":-1}", "{\"device\":\"PC\",\"screenStudents\":501}",
                        "{\"device\":\"PC\",\"checkIn\":true}", "[]"
            })
    void what_is_no_join_is_told_off(String json) {
        send(HttpMethod.POST, school.studentToken(), json, "/api/lessons/{id}/joins", lesson)
                .expectStatus()
                .isBadRequest();
        assertThat(stored()).isEmpty();
    }

    @Test
    void when_it_is_over_each_class_is_summed_up_once_with_sums_only() {
        join(school.studentToken(), "PHONE").expectStatus().isCreated();
        join(school.teacher(), "CLASSROOM", "screenStudents", 12).expectStatus().isCreated();
        end(school.headTeacher(), lesson).expectStatus().isOk();
        var ended = (Ended) lessons.found(lesson).block();

        var sums = service.sums(ended).block().of();

        assertThat(sums).singleElement().satisfies(summed -> {
            assertThat(summed.event().classId()).isEqualTo(school.classId);
            assertThat(summed.event().enrolled()).isEqualTo(1);
            assertThat(summed.event().joined()).isEqualTo(1);
            assertThat(summed.event().screenStudents()).isEqualTo(12);
            assertThat(summed.event().toString()).doesNotContain(school.student);
        });
        Races.of(4, _ -> () -> sweepAt(ended.dueAt()));
        assertThat(((Ended) lessons.found(lesson).block()).dueAt()).isNull();
    }

    @Test
    void nothing_by_which_attendance_could_be_demanded_is_taken() {
        problem(join(school.studentToken(), "PC", "required", true), 400, "malformed-request");
        eventually(() -> assertThat(stored()).isEmpty());
    }
}
