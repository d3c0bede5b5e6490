package io.airclass.schedule.live.interaction;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.kit.store.Database;
import io.airclass.schedule.live.LiveServiceTest;
import io.airclass.testkit.Races;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Taking part in a lesson over HTTP, and what is told of it (R055). */
class InteractionTest extends LiveServiceTest {
    @Autowired
    InteractionRepository interactions;

    @Autowired
    Database database;

    private final String key = UUID.randomUUID().toString().substring(0, 8);
    private final String classmate = "li-xiaohong-" + key;
    private String lesson;

    @BeforeEach
    void a_lesson_takes_place() {
        train(school.wang);
        lesson = planned(school.wang, Duration.ofMinutes(-5));
        start(school.headTeacher(), lesson).expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec take(String token, String id, String kind) {
        return send(HttpMethod.POST, token, Map.of("id", id, "kind", kind), "/api/lessons/{id}/interactions", lesson);
    }

    private WebTestClient.ResponseSpec told(String token) {
        return get(token, "/api/lessons/{id}/interactions", lesson);
    }

    private String classmateToken() {
        return token(classmate, grant(Role.STUDENT, school.school));
    }

    /** The second class with a student takes part too. */
    private void with_a_second_class() {
        roster.apply(
                        new ClassChangedV1(
                                school.secondClassId,
                                school.school,
                                "七（2）班",
                                7,
                                Stage.JUNIOR,
                                List.of("root", school.county, school.school, school.secondClassId),
                                List.of(classmate),
                                List.of(new ClassTeacher(school.li, "数学")),
                                school.li,
                                false),
                        2)
                .block();
        lesson = planned(school.wang, Duration.ofMinutes(-4));
        plan.computeIfPresent(
                lesson,
                (id, known) ->
                        lesson(id, school.wang, known.startsAt(), List.of(school.classId, school.secondClassId)));
        start(school.headTeacher(), lesson).expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PC", "PHONE", "TABLET", "TV", "CLASS_GROUP"})
    void from_each_sort_of_client_a_student_comes_in_takes_part_and_stays(String device) {
        body(
                        send(
                                HttpMethod.POST,
                                school.studentToken(),
                                Map.of("device", device),
                                "/api/lessons/{id}/joins",
                                lesson),
                        201)
                .jsonPath("$.joinId")
                .value(String.class, joinId -> send(
                                HttpMethod.PUT,
                                school.studentToken(),
                                Map.of("left", false),
                                "/api/lessons/{id}/joins/{join}",
                                lesson,
                                joinId)
                        .expectStatus()
                        .isNoContent());
        take(school.studentToken(), "hand-000001", "HAND_RAISED").expectStatus().isNoContent();

        body(get(school.teacher(), "/api/lessons/{id}/attendance", lesson), 200)
                .jsonPath("$.students[0].minutes." + device)
                .exists();
    }

    @ParameterizedTest
    @CsvSource({"PC", "PHONE", "TABLET", "TV", "CLASSROOM", "CLASS_GROUP"})
    void from_each_sort_of_client_a_teacher_starts_comes_in_and_takes_part(String device) {
        String next = planned(school.wang, Duration.ofMinutes(-3));
        client.put()
                .uri("/api/lessons/{id}/start", next)
                .headers(headers -> {
                    headers.setBearerAuth(school.headTeacher());
                    headers.set("User-Agent", "Airclass (" + device + ")");
                })
                .exchange()
                .expectStatus()
                .isOk();
        body(
                        send(
                                HttpMethod.POST,
                                school.headTeacher(),
                                Map.of("device", device),
                                "/api/lessons/{id}/joins",
                                next),
                        201)
                .jsonPath("$.part")
                .isEqualTo("MODERATOR");
    }

    @ParameterizedTest
    @EnumSource
    void each_kind_is_counted_once_however_often_it_is_sent(InteractionKind kind) {
        for (int i = 0; i < 3; i++) {
            take(school.studentToken(), "01999999-aaaa", kind.name())
                    .expectStatus()
                    .isNoContent();
        }
        take(school.studentToken(), "01999999-bbbb", kind.name()).expectStatus().isNoContent();

        body(told(school.teacher()), 200)
                .jsonPath("$.total." + kind)
                .isEqualTo(2)
                .jsonPath("$.classes[0].classId")
                .isEqualTo(school.classId)
                .jsonPath("$.classes[0].people")
                .isEqualTo(1)
                .jsonPath("$.people[0].personId")
                .isEqualTo(school.student)
                .jsonPath("$.people[0].kinds." + kind)
                .isEqualTo(2);
    }

    @Test
    void people_are_told_only_to_those_whose_class_self_or_child_they_are() {
        with_a_second_class();
        take(school.studentToken(), "01999999-aaaa", "SPOKE").expectStatus().isNoContent();
        take(classmateToken(), "01999999-aaaa", "VOTED").expectStatus().isNoContent();
        take(school.headTeacher(), "01999999-aaaa", "SPOKE").expectStatus().isNoContent();

        for (String token : List.of(school.studentToken(), school.guardianToken())) {
            body(told(token), 200)
                    .jsonPath("$.people.length()")
                    .isEqualTo(1)
                    .jsonPath("$.people[0].personId")
                    .isEqualTo(school.student);
        }
        body(told(school.bureau()), 200)
                .jsonPath("$.people")
                .isEmpty()
                .jsonPath("$.classes")
                .isEmpty()
                .jsonPath("$.hiddenClasses")
                .isEqualTo(2)
                .jsonPath("$.total")
                .isEmpty()
                .jsonPath("$.staff.SPOKE")
                .isEqualTo(1);
        body(get(school.headTeacher(), "/api/lessons/{id}/interactions?classId=" + school.secondClassId, lesson), 200)
                .jsonPath("$.people.length()")
                .isEqualTo(1)
                .jsonPath("$.people[0].personId")
                .isEqualTo(classmate);
        body(get(school.studentToken(), "/api/lessons/{id}/interactions?classId=" + school.secondClassId, lesson), 200)
                .jsonPath("$.people.length()")
                .isEqualTo(1)
                .jsonPath("$.people[0].personId")
                .isEqualTo(school.student);
        problem(told(school.otherGuardian()), 404, "lesson-not-found");
    }

    @Test
    void of_fewer_than_five_only_their_teachers_are_told_and_no_sum_tells_of_them() {
        with_a_second_class();
        take(classmateToken(), "01999999-aaaa", "VOTED").expectStatus().isNoContent();
        for (int i = 1; i <= InteractionRules.STUDENTS_MIN; i++) {
            var others = get(school.bureau(), "/api/lessons/{id}/interactions", lesson);
            body(others, 200)
                    .jsonPath("$.classes")
                    .isEmpty()
                    .jsonPath("$.total")
                    .isEmpty();
            interactions
                    .store(List.of(new Interaction(
                            lesson, school.classId, "学生" + i, "number-1-x", InteractionKind.SPOKE, Instant.now())))
                    .block();
        }

        for (var token : List.of(school.bureau(), school.studentToken(), school.guardianToken())) {
            body(told(token), 200)
                    .jsonPath("$.classes.length()")
                    .isEqualTo(1)
                    .jsonPath("$.classes[0].classId")
                    .isEqualTo(school.classId)
                    .jsonPath("$.hiddenClasses")
                    .isEqualTo(1)
                    .jsonPath("$.total.SPOKE")
                    .isEqualTo(5)
                    .jsonPath("$.total.VOTED")
                    .doesNotExist();
        }
        body(told(school.headTeacher()), 200)
                .jsonPath("$.classes.length()")
                .isEqualTo(2)
                .jsonPath("$.hiddenClasses")
                .isEqualTo(0)
                .jsonPath("$.total.VOTED")
                .isEqualTo(1);
    }

    @Test
    void who_does_not_take_part_and_what_cannot_be_is_refused() {
        problem(take(school.administrator(), "01999999-aaaa", "SPOKE"), 403, "lesson-not-yours");
        problem(take(school.guardianToken(), "01999999-aaaa", "SPOKE"), 403, "lesson-not-yours");
        problem(take(school.otherGuardian(), "01999999-aaaa", "SPOKE"), 404, "lesson-not-found");
        take(school.studentToken(), "01999999-aaaa", "SANG").expectStatus().isBadRequest();
        take(school.studentToken(), "a/b", "SPOKE").expectStatus().isBadRequest();
        send(
                        HttpMethod.POST,
                        school.studentToken(),
                        Map.of("id", "01999999-a"),
                        "/api/lessons/{id}/interactions",
                        lesson)
                .expectStatus()
                .isBadRequest();
        end(school.headTeacher(), lesson).expectStatus().isOk();
        problem(take(school.studentToken(), "01999999-aaaa", "SPOKE"), 409, "lesson-ended");
    }

    @Test
    void the_hundred_and_first_of_a_person_is_refused_and_a_repeat_of_the_first_is_not() {
        interactions.store(many(99)).block();

        take(school.studentToken(), "number-99-x", "SPOKE").expectStatus().isNoContent();
        problem(take(school.studentToken(), "number-100-x", "SPOKE"), 422, "interactions-full");
        take(school.studentToken(), "number-0-x", "SPOKE").expectStatus().isNoContent();
        body(told(school.teacher()), 200).jsonPath("$.total.SPOKE").isEqualTo(100);
    }

    private List<Interaction> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Interaction(
                        lesson,
                        school.classId,
                        school.student,
                        "number-" + i + "-x",
                        InteractionKind.SPOKE,
                        Instant.now()))
                .toList();
    }

    @Test
    void two_replicas_that_write_the_same_and_other_things_at_once_count_each_once_and_keep_the_bound() {
        var other = new InteractionRepository(database);
        var all = many(140);

        Races.of(12, i -> () -> {
            var some = new ArrayList<>(all);
            Collections.shuffle(some, new Random(i));
            (i % 2 == 0 ? interactions : other).store(some).block();
            return true;
        });

        assertThat(interactions.byClass(lesson).block())
                .singleElement()
                .isEqualTo(new Taken(school.classId, 1, Map.of(InteractionKind.SPOKE, 100L)));
    }

    @Test
    void what_is_old_is_ended() {
        var before = Instant.parse("2019-09-02T00:00:00Z");
        interactions
                .store(List.of(new Interaction(
                        "old~20190902~1", school.classId, school.student, "number-1-x", InteractionKind.SPOKE, before)))
                .block();

        assertThat(interactions.end(before.plusSeconds(1), 10).block()).isEqualTo(1);
        assertThat(interactions.byClass("old~20190902~1").block()).isEmpty();
    }
}
