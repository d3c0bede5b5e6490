package io.airclass.schedule.live.attendance;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.live.Attender;
import io.airclass.schedule.live.LiveServiceTest;
import io.airclass.schedule.live.PlannedLessons;
import io.airclass.schedule.live.provider.Seat.Part;
import io.airclass.testkit.Races;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** With one place in all, which somebody has: who comes in, and what the others are offered (R041). */
class PlacesTest extends LiveServiceTest {
    private static final Instant LATER = Instant.parse("2030-09-02T00:00:00Z");

    @Autowired
    AttendanceRepository attendance;

    @Autowired
    PlacesRepository places;

    @Autowired
    GroupService groups;

    @Autowired
    PlannedLessons lessons;

    private final String key = UUID.randomUUID().toString().substring(0, 8);
    private final Map<Integer, String> students = new HashMap<>();
    private String lesson;
    private MeterRegistry meters;

    @DynamicPropertySource
    static void one_place(DynamicPropertyRegistry registry) {
        registry.add("airclass.attendance.places-max", () -> "1");
    }

    @BeforeEach
    void a_lesson_of_four_grades_in_which_somebody_is() {
        train(school.wang);
        lesson = planned(school.wang, Duration.ofMinutes(-5));
        var classes = List.of(school.classId, grade(8), grade(9), grade(12));
        plan.computeIfPresent(lesson, (id, known) -> lesson(id, school.wang, known.startsAt(), classes));
        start(school.headTeacher(), lesson).expectStatus().isOk();
        joined(of(9)).expectStatus().isCreated();
    }

    /** A class of a grade with one student. */
    private String grade(int grade) {
        String classId = "class-of-" + grade + "-" + key;
        students.put(grade, "student-of-" + grade + "-" + key);
        roster.apply(
                        new ClassChangedV1(
                                classId,
                                school.school,
                                grade + "年级（1）班",
                                grade,
                                grade > 9 ? Stage.SENIOR : Stage.JUNIOR,
                                List.of("root", school.county, school.school, classId),
                                List.of(students.get(grade)),
                                List.of(new ClassTeacher(school.wang, "语文")),
                                school.wang,
                                false),
                        1)
                .block();
        return classId;
    }

    private String of(int grade) {
        return token(students.get(grade), grant(Role.STUDENT, school.school));
    }

    private WebTestClient.ResponseSpec joined(String token) {
        return send(HttpMethod.POST, token, Map.of("device", "PC"), "/api/lessons/{id}/joins", lesson);
    }

    private WebTestClient.ResponseSpec still(String token, boolean left) {
        return send(HttpMethod.PUT, token, Map.of("left", left), "/api/lessons/{id}/joins/pc-5", lesson);
    }

    @Test
    void grades_nine_and_twelve_and_teachers_come_in_and_the_others_are_offered_the_replay() {
        joined(of(12)).expectStatus().isCreated();
        joined(school.teacher()).expectStatus().isCreated();
        joined(of(9)).expectStatus().isCreated();

        var answer = joined(of(8));
        answer.expectHeader().valueEquals(HttpHeaders.RETRY_AFTER, "120");
        problem(joined(school.studentToken()), 503, "places-full");
        body(answer, 503)
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/places-full")
                .jsonPath("$.replays")
                .isEqualTo("/api/lessons/" + lesson + "/replays")
                .jsonPath("$.replayFrom")
                .isEqualTo(plan.get(lesson).endsAt().toString());
        get(of(8), "/api/lessons/{id}/replays", lesson).expectStatus().isOk();
    }

    @Test
    void who_was_let_in_before_is_neither_put_out_nor_refused_again() {
        var at = Instant.now();
        attendance
                .store(List.of(new Sign(lesson, school.classId, school.student, Device.PHONE, 1, at, 0, false)))
                .block();

        still(school.studentToken(), false).expectStatus().isNoContent();
        still(school.studentToken(), true).expectStatus().isNoContent();
        joined(school.studentToken()).expectStatus().isCreated();
    }

    @Test
    void who_comes_from_another_lesson_takes_the_place_along_and_is_counted_once() {
        var before = planned(school.li, Duration.ofMinutes(-45));
        var at = plan.get(lesson).startsAt().plus(Duration.ofMinutes(2));
        attendance
                .store(List.of(new Sign(before, school.classId, school.student, Device.PC, 44, at, 0, false)))
                .block();
        var service = replica(2);
        assertThat(admit(service, at, school.student)).isTrue();
        assertThat(admit(service, at, "一")).isTrue();
        assertThat(admit(service, at, "二")).isFalse();

        var next = at.plusSeconds(10);
        assertThat(admit(service, next, school.student)).isTrue();
        assertThat(meters.get("airclass_places_taken").gauge().value()).isEqualTo(2);
        assertThat(admit(service, next, students.get(8))).isFalse();
        assertThat(admit(replica(0), at.plus(Duration.ofMinutes(5)), school.student))
                .isFalse();
    }

    @Test
    void who_comes_from_a_lesson_at_another_replica_comes_into_the_next_one() {
        var before = planned(school.li, Duration.ofMinutes(-45));
        attendance
                .store(List.of(new Sign(before, school.classId, school.student, Device.PC, 45, Instant.now(), 0, true)))
                .block();

        joined(school.studentToken()).expectStatus().isCreated();
        problem(joined(of(8)), 503, "places-full");
    }

    @Test
    void who_was_refused_gets_in_by_no_sign_of_life() {
        problem(still(of(8), false), 503, "places-full");
        problem(still(of(8), true), 503, "places-full");
        problem(joined(of(8)), 503, "places-full");
        assertThat(attendance.of(lesson, List.of("class-of-8-" + key)).block()).isEmpty();
    }

    @Test
    void of_many_who_want_the_last_place_at_once_one_gets_it() {
        var service = replica(3);
        admit(service, LATER, "一");
        admit(service, LATER, "二");

        var admitted = Races.of(12, i -> () -> admit(service, LATER, "想进来的" + i));

        assertThat(admitted).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @Test
    void replicas_know_of_each_other_within_a_look_and_count_nobody_twice() {
        var at = LATER.plus(Duration.ofDays(1));
        var here = replica(3);
        var there = replica(3);
        assertThat(admit(here, at, "一")).isTrue();
        assertThat(admit(there, at, "一")).isTrue();
        assertThat(admit(there, at, "二")).isTrue();
        there.sweepAt(at).block();
        here.sweepAt(at).block();

        assertThat(admit(here, at, "三")).isTrue();
        assertThat(admit(here, at, "四")).isFalse();
        here.sweepAt(at).block();
        there.sweepAt(at).block();
        assertThat(admit(there, at, "五")).isFalse();
    }

    @Test
    void places_are_free_again_when_nobody_is_heard_of_and_what_was_told_of_them_is_gone() {
        var at = LATER.plus(Duration.ofDays(2));
        var service = replica(1);
        assertThat(admit(service, at, "一")).isTrue();
        service.sweepAt(at).block();
        long window = at.getEpochSecond() / 120;
        assertThat(places.told(window).block()).isNotEmpty();

        var after = at.plus(Duration.ofMinutes(4));
        service.sweepAt(after).block();

        assertThat(admit(service, after, "二")).isTrue();
        assertThat(places.told(window).block()).isEmpty();
    }

    /** As on another process, with another limit. */
    private PlacesService replica(int max) {
        meters = new SimpleMeterRegistry();
        return new PlacesService(
                places,
                attendance,
                lessons,
                groups,
                new AttendanceSettings(Duration.ofMinutes(2), 500, Duration.ofMillis(20), 20_000, 2, max),
                Clock.systemUTC(),
                meters);
    }

    private boolean admit(PlacesService service, Instant at, String person) {
        var attender = new Attender(plan.get(lesson), Part.VIEWER, school.classId, false);
        return service.admitAt(attender, person, at)
                .thenReturn(true)
                .onErrorResume(_ -> Mono.just(false))
                .block();
    }
}
