package io.airclass.schedule.live;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.live.LiveLesson.Started;
import io.airclass.schedule.live.provider.BbbStandIn;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** The life of lessons over HTTP, with servers that stand in for BigBlueButton. */
class LiveTest extends LiveServiceTest {
    @Autowired
    LiveService service;

    @Autowired
    LiveRepository lessons;

    @Autowired
    LiveDueService due;

    @Autowired
    Database database;

    @Autowired
    Supplier<LiveService> anotherReplica;

    @Autowired
    AutowireCapableBeanFactory beans;

    @LocalServerPort
    int port;

    /** As it stands, without encoding anything anew. */
    private URI here(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Test
    void a_trained_teacher_starts_a_lesson_and_everybody_sees_that_it_takes_place() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ofMinutes(-1));
        body(get(school.studentToken(), "/api/lessons/{id}/live", lesson), 200)
                .jsonPath("$.state")
                .isEqualTo("PLANNED")
                .jsonPath("$.startedAt")
                .doesNotExist();

        body(start(school.headTeacher(), lesson), 200)
                .jsonPath("$.state")
                .isEqualTo("STARTED")
                .jsonPath("$.provider")
                .isEqualTo("bbb-1");

        body(get(school.guardianToken(), "/api/lessons/{id}/live", lesson), 200)
                .jsonPath("$.state")
                .isEqualTo("STARTED")
                .jsonPath("$.secondsLate")
                .value(Integer.class, late -> assertThat(late).isGreaterThanOrEqualTo(60));
        assertThat(first.has(lesson + "~r1")).isTrue();
    }

    @Test
    void who_is_not_trained_or_not_its_teacher_does_not_start_it() {
        var lesson = planned(school.wang, Duration.ofMinutes(1));
        problem(start(school.headTeacher(), lesson), 403, "live-not-authorised");
        train(school.wang, school.li);
        problem(start(school.teacher(), lesson), 403, "lesson-not-yours");
        problem(start(school.studentToken(), lesson), 403, "lesson-not-yours");
        problem(start(school.administrator(), lesson), 403, "lesson-not-yours");
        problem(start(school.neighbourAdministrator(), lesson), 404, "lesson-not-found");
        problem(start(school.headTeacher(), "nonsense"), 404, "lesson-not-found");
        problem(start(school.headTeacher(), school.classId + "~20200101~1"), 404, "lesson-not-found");
        assertThat(first.meetings() + second.meetings()).isZero();
    }

    @Test
    void a_training_whose_time_is_over_does_not_count() {
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        record(school.administrator(), List.of(school.wang), today.minusDays(30), today.minusDays(1))
                .expectStatus()
                .isOk();

        problem(start(school.headTeacher(), planned(school.wang, Duration.ZERO)), 403, "live-not-authorised");
    }

    @Test
    void started_by_many_at_once_it_is_one_lesson_in_one_room_and_told_once() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ZERO);

        var statuses = Races.of(
                8,
                _ -> () -> start(school.headTeacher(), lesson)
                        .returnResult(Void.class)
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnly(200);
        assertThat(first.meetings() + second.meetings()).isEqualTo(1);
        assertThat(lessons.find(lesson).block().version()).isEqualTo(1);
    }

    @Test
    void with_both_replicas_choosing_another_server_the_room_that_nobody_uses_is_closed() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ZERO);
        var other = anotherReplica.get();
        first.delay = Duration.ofMillis(700);

        first.mood = BbbStandIn.Mood.SLOW; // to one replica it is down, and then it is there
        var rooms = Races.of(6, i -> () -> {
            if (i == 3) {
                first.mood = BbbStandIn.Mood.WELL;
            }
            return (i % 2 == 0 ? service : other)
                    .start(caller(school.wang), lesson)
                    .block()
                    .room();
        });

        assertThat(new HashSet<>(rooms)).hasSize(1);
        var used = rooms.getFirst().provider().equals("bbb-1") ? first : second;
        var unused = used == first ? second : first;
        assertThat(used.has(lesson + "~r1")).isTrue();
        assertThat(unused.has(lesson + "~r1")).isFalse();
    }

    @Test
    void a_room_whose_server_goes_down_is_left_for_the_next_within_the_call_and_all_replicas_follow() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ZERO);
        start(school.headTeacher(), lesson).expectStatus().isOk();
        first.mood = BbbStandIn.Mood.CUT;
        var stale = (Started) lessons.find(lesson).block().value();
        var other = anotherReplica.get();

        var rooms = Races.of(
                8, i -> () -> (i % 2 == 0 ? service : other).room(stale).block());

        assertThat(rooms).allSatisfy(room -> {
            assertThat(room.provider()).isEqualTo("bbb-2");
            assertThat(room.number()).isEqualTo(2);
        });
        assertThat(second.meetings()).isEqualTo(1);
        assertThat(lessons.find(lesson).block().version()).isEqualTo(2);
    }

    @Test
    void one_call_that_fails_does_not_move_a_lesson() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ZERO);
        start(school.headTeacher(), lesson).expectStatus().isOk();
        first.failures.set(1);

        var room = anotherReplica
                .get()
                .room((Started) lessons.find(lesson).block().value())
                .block();

        assertThat(room.provider()).isEqualTo("bbb-1");
        assertThat(lessons.find(lesson).block().version()).isEqualTo(1);
    }

    @Test
    void a_room_that_was_closed_because_nobody_was_in_it_is_opened_again_in_its_place() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ZERO);
        start(school.headTeacher(), lesson).expectStatus().isOk();
        first.forget(lesson + "~r1");

        var room = service.room((Started) lessons.find(lesson).block().value()).block();

        assertThat(room.id()).isEqualTo(lesson + "~r1");
        assertThat(first.has(lesson + "~r1")).isTrue();
    }

    @Test
    void with_no_provider_at_all_it_does_not_start_and_can_be_started_later() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ZERO);
        first.mood = BbbStandIn.Mood.BROKEN;
        second.mood = BbbStandIn.Mood.BROKEN;

        problem(start(school.headTeacher(), lesson), 503, "live-unavailable");
        assertThat(lessons.find(lesson).block()).isNull();

        arrange(
                        school.headTeacher(),
                        lesson,
                        null,
                        List.of(Map.of("provider", "dingtalk", "address", "https://h5.dingtalk.com/live")))
                .expectStatus()
                .isOk();
        body(start(school.headTeacher(), lesson), 200).jsonPath("$.provider").isEqualTo("dingtalk");
    }

    @Test
    void it_is_ended_by_whoever_keeps_order_once_and_its_room_is_closed() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ZERO);
        problem(end(school.headTeacher(), lesson), 409, "lesson-not-started");
        start(school.headTeacher(), lesson).expectStatus().isOk();
        problem(end(school.studentToken(), lesson), 403, "lesson-not-yours");

        body(end(school.teacher(), lesson), 200)
                .jsonPath("$.state")
                .isEqualTo("ENDED")
                .jsonPath("$.endedBy")
                .isEqualTo(school.li);
        body(end(school.headTeacher(), lesson), 200).jsonPath("$.endedBy").isEqualTo(school.li);

        assertThat(first.has(lesson + "~r1")).isFalse();
        problem(start(school.headTeacher(), lesson), 409, "lesson-ended");
    }

    @Test
    void a_lesson_that_nobody_ended_is_ended_half_an_hour_after_its_time_by_one_replica() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ZERO);
        start(school.headTeacher(), lesson).expectStatus().isOk();
        var dueAt = ((Started) lessons.find(lesson).block().value()).dueAt();
        assertThat(dueAt)
                .isEqualTo(
                        plan.get(lesson).endsAt().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofMinutes(30)));

        due.sweepAt(dueAt.minusMillis(1)).block();
        assertThat(lessons.find(lesson).block().value()).isInstanceOf(Started.class);
        eventually(
                () -> { // other lessons may be due before, more than one look takes on
                    Races.of(4, _ -> () -> due.sweepAt(dueAt).block());
                    assertThat(lessons.find(lesson).block().value())
                            .isInstanceOfSatisfying(LiveLesson.Ended.class, ended -> assertThat(ended.endedBy())
                                    .isNull());
                });
        assertThat(lessons.find(lesson).block().version())
                .as("started, claimed, ended")
                .isEqualTo(3);
    }

    @Test
    void ended_and_moved_at_once_it_is_over_and_stays_so() {
        train(school.wang);
        for (int i = 0; i < 5; i++) {
            var lesson = planned(school.wang, Duration.ofSeconds(i));
            start(school.headTeacher(), lesson).expectStatus().isOk();
            var stale = (Started) lessons.find(lesson).block().value();
            first.mood = BbbStandIn.Mood.CUT;
            Races.of(
                    2,
                    n -> () -> n == 0
                            ? service.end(caller(school.wang), lesson).block()
                            : anotherReplica.get().room(stale).onErrorComplete().block());
            first.mood = BbbStandIn.Mood.WELL;

            assertThat(lessons.find(lesson).block().value()).isInstanceOf(LiveLesson.Ended.class);
        }
    }

    @Test
    void where_it_takes_place_is_said_by_its_teachers_and_the_administration_in_an_order() {
        var lesson = planned(school.wang, Duration.ofDays(2));
        body(get(school.teacher(), "/api/lessons/{id}/providers", lesson), 200)
                .jsonPath("$.providers.length()")
                .isEqualTo(2);
        var dingtalk = Map.of("provider", "dingtalk", "address", "https://h5.dingtalk.com/live?id=1", "code", "8848");
        arrange(school.headTeacher(), lesson, null, List.of(dingtalk, Map.of("provider", "bbb-2")))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        arrange(school.headTeacher(), lesson, null, List.of(dingtalk, Map.of("provider", "bbb-2")))
                .expectStatus()
                .isOk();

        problem(arrange(school.teacher(), lesson, null, List.of(dingtalk)), 428, "if-match-missing");
        problem(arrange(school.teacher(), lesson, "\"7\"", List.of(dingtalk)), 412, "stale-version");
        problem(
                arrange(
                        school.teacher(),
                        lesson,
                        "\"1\"",
                        List.of(Map.of("provider", "dingtalk", "address", "https://evil.example/"))),
                422,
                "provider-not-taken");
        problem(arrange(school.studentToken(), lesson, "\"1\"", List.of(dingtalk)), 403, "lesson-not-yours");
        problem(get(school.studentToken(), "/api/lessons/{id}/providers", lesson), 403, "lesson-not-yours");
        arrange(school.administrator(), lesson, "\"1\"", List.of(dingtalk))
                .expectStatus()
                .isOk();
    }

    @Test
    void a_server_that_says_its_room_is_closed_ends_a_lesson_only_when_its_time_is_over() {
        train(school.wang);
        var running = planned(school.wang, Duration.ofMinutes(-1));
        start(school.headTeacher(), running).expectStatus().isOk();
        String callback = first.created(running + "~r1").get("meta_endCallbackUrl");
        String path = callback.substring("https://airclass.example.cn".length());

        client.get()
                .uri(here(path + "&recordingmarks=true"))
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(lessons.find(running).block().value()).isInstanceOf(Started.class);

        plan.put(running, shifted(plan.get(running), Duration.ofHours(-1)));
        var over = (Started) lessons.find(running).block().value();
        lessons.save(
                        lessons.find(running).block(),
                        new Started(
                                shifted(over.plan(), Duration.ofHours(-1)),
                                over.startedAt(),
                                over.startedBy(),
                                over.room(),
                                over.dueAt()),
                        List.of())
                .block();
        client.get().uri(here(path)).exchange().expectStatus().isNoContent();
        client.get().uri(here(path)).exchange().expectStatus().isNoContent();
        assertThat(lessons.find(running).block().value()).isInstanceOf(LiveLesson.Ended.class);

        problem(
                client.get()
                        .uri(here(path.replace("signature=", "signature=x")))
                        .exchange(),
                401,
                "callback-not-signed");
        problem(client.get().uri(here(path.replace("bbb-1", "bbb-9"))).exchange(), 401, "callback-not-signed");
    }

    @Test
    void a_lesson_that_was_held_is_known_when_no_timetable_has_it_any_more() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ZERO);
        start(school.headTeacher(), lesson).expectStatus().isOk();
        plan.remove(lesson);

        var known = beans.createBean(LiveAccessService.class).planned(lesson).block();

        assertThat(known.teacherId()).isEqualTo(school.wang);
        assertThat(beans.createBean(LiveAccessService.class)
                        .planned(school.classId + "~20260907~20")
                        .block())
                .isNull();
    }

    @Test
    void the_start_is_told_with_ids_only() {
        train(school.wang);
        var lesson = planned(school.wang, Duration.ofMinutes(-2));
        start(school.headTeacher(), lesson).expectStatus().isOk();

        var told = LiveRules.told((Started) lessons.find(lesson).block().value());

        assertThat(told.classIds()).containsExactly(school.classId);
        assertThat(told.within()).containsExactly("root", school.county, school.school);
        assertThat(told.secondsLate()).isGreaterThanOrEqualTo(120);
        assertThat(told.key()).isEqualTo(school.classId);
    }

    @Test
    void many_teachers_are_recorded_as_trained_at_once_all_or_none() {
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        body(record(school.administrator(), List.of(school.wang, school.li), today, today.plusYears(1)), 200)
                .jsonPath("$.changed")
                .isEqualTo(2);
        body(record(school.administrator(), List.of(school.wang, school.li), today, today.plusYears(1)), 200)
                .jsonPath("$.changed")
                .isEqualTo(0);
        problem(
                record(
                        school.administrator(),
                        List.of(school.wang, school.neighbourTeacher),
                        today,
                        today.plusYears(2)),
                422,
                "not-teachers-there");
        problem(
                record(school.administrator(), List.of(school.student), today, today.plusYears(1)),
                422,
                "not-teachers-there");
        problem(
                record(school.administrator(), List.of(school.wang), today.plusDays(1), today.plusYears(1)),
                422,
                "training-dates-wrong");
        problem(
                record(
                        school.administrator(),
                        List.of(school.wang),
                        today,
                        today.plusYears(3).plusDays(1)),
                422,
                "training-dates-wrong");
        problem(record(school.headTeacher(), List.of(school.wang), today, today.plusYears(1)), 403, "forbidden");
        problem(
                record(school.neighbourAdministrator(), List.of(school.wang), today, today.plusYears(1)),
                404,
                "org-not-found");

        body(get(school.bureau(), "/api/orgs/{id}/live-trainings?limit=1", school.county), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.cursor")
                .isNotEmpty()
                .jsonPath("$.items[0].validUntil")
                .isEqualTo(today.plusYears(1).toString());
        problem(get(school.studentToken(), "/api/orgs/{id}/live-trainings", school.school), 403, "forbidden");
    }

    @Test
    void recorded_twice_at_the_same_moment_each_teacher_is_trained_once() {
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

        var changed = Races.of(
                6,
                _ -> () -> record(school.administrator(), List.of(school.wang, school.li), today, today.plusYears(1))
                        .returnResult(String.class)
                        .getStatus()
                        .value());

        assertThat(changed).containsOnly(200);
        var stored = Mono.from(Infrastructure.unguarded(database)
                        .getCollection("liveTrainings")
                        .find(new Document("_id", school.wang)))
                .block();
        assertThat(stored.getLong("version")).isEqualTo(1);
    }

    @Test
    void a_school_tries_the_platform_before_it_is_used() {
        var now = Instant.now();
        var date = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
        var body = Map.of(
                "teacherId",
                school.wang,
                "startsAt",
                now.toString(),
                "endsAt",
                now.plusSeconds(1800).toString());
        problem(planTest(school.headTeacher(), date, body), 403, "forbidden");
        problem(
                planTest(
                        school.administrator(),
                        date,
                        Map.of("teacherId", school.wang, "startsAt", now.toString(), "endsAt", now.toString())),
                422,
                "test-lesson-times-wrong");
        problem(
                planTest(
                        school.administrator(),
                        date,
                        Map.of(
                                "teacherId",
                                school.student,
                                "startsAt",
                                now.toString(),
                                "endsAt",
                                now.plusSeconds(60).toString())),
                422,
                "not-teachers-there");
        planTest(school.administrator(), date, body).expectStatus().isOk();
        planTest(school.administrator(), date, body).expectStatus().isOk();
        String lesson = TestLesson.id(school.school, date, 1).toString();
        assertThat(LessonId.parse(lesson)).isPresent();

        body(start(school.headTeacher(), lesson), 200).jsonPath("$.state").isEqualTo("STARTED");

        body(get(school.bureau(), "/api/orgs/{id}/live-readiness", school.county), 200)
                .jsonPath("$.items[0].schoolId")
                .isEqualTo(school.school)
                .jsonPath("$.items[0].ready")
                .isEqualTo(false)
                .jsonPath("$.items[0].startedAt")
                .isNotEmpty();
        problem(get(school.studentToken(), "/api/lessons/{id}/live", lesson), 404, "lesson-not-found");
    }

    private WebTestClient.ResponseSpec planTest(String token, LocalDate date, Map<String, String> body) {
        return send(HttpMethod.PUT, token, body, "/api/orgs/{id}/test-lessons/{date}/1", school.school, date);
    }
}
