package io.airclass.homework.budget;

import static io.airclass.testkit.Eventually.eventually;
import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.schedule.StudyGroupChangedV1;
import io.airclass.homework.HomeworkTest;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.ids.Ids;
import io.airclass.rosterview.RosterView;
import io.airclass.testkit.Races;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.util.context.Context;
import tools.jackson.databind.JsonNode;

/** The minutes of a class's day, over HTTP: taken by many at once, given back, and never more than the rules allow. */
class BudgetTest extends HomeworkTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    private final String own = Ids.next();
    private final String fifth = "class-5-" + own;
    private final String sixth = "class-6-" + own;
    private final String teacher = "t0-" + own;
    private final String student = token("s1-" + own, grant(Role.STUDENT, SCHOOL));

    @Autowired
    BudgetService budget;

    @Autowired
    BudgetDueService due;

    @Autowired
    Publications publications;

    @Autowired
    EventJson events;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @BeforeEach
    void two_classes_of_their_own() {
        put(roster, fifth, 5);
        put(roster, sixth, 6);
    }

    private void put(RosterView view, String id, int grade) {
        view.apply(
                        new ClassChangedV1(
                                id,
                                SCHOOL,
                                grade + "年级（1）班",
                                grade,
                                Stage.PRIMARY,
                                List.of("root", COUNTY, SCHOOL, id),
                                List.of("s1-" + own, "s2-" + own),
                                IntStream.range(0, 8)
                                        .mapToObj(i -> new ClassTeacher("t" + i + "-" + own, "科目" + i))
                                        .toList(),
                                null,
                                false),
                        1)
                .block();
    }

    private String teacher(int i) {
        return token("t" + i + "-" + own, grant(Role.TEACHER, SCHOOL));
    }

    private Map<String, Object> written(String classId, int minutes) {
        var asked = new LinkedHashMap<>(assignment("classId", classId));
        asked.put("kind", "WRITTEN");
        asked.put("expectedMinutes", minutes);
        return asked;
    }

    private JsonNode day(String classId) {
        return body(get(teacher(0), "/api/classes/{id}/homework-budget?from={d}&to={d}", classId, TODAY, TODAY), 200)
                .at("/days/0");
    }

    private long reserved(String classId) {
        return day(classId).at("/written/reserved").asLong();
    }

    @Test
    void of_eight_teachers_who_publish_15_minutes_at_once_to_a_fifth_grade_exactly_four_succeed() {
        for (int round = 0; round < 5; round++) {
            var schoolClass = "class-5-" + round + "-" + own;
            put(roster, schoolClass, 5);
            var answers = Races.of(8, i -> () -> {
                var answer = as(teacher(i), openCall(Ids.next(), written(schoolClass, 15)));
                var result = answer.expectBody(byte[].class).returnResult();
                return Map.entry(result.getStatus().value(), json.readTree(result.getResponseBody()));
            });
            assertThat(answers.stream().filter(answer -> answer.getKey() == 201))
                    .hasSize(4);
            assertThat(answers.stream().filter(answer -> answer.getKey() == 422))
                    .hasSize(4)
                    .allSatisfy(answer -> {
                        var problem = answer.getValue();
                        assertThat(problem.at("/type").asString()).endsWith("/homework-minutes-spent");
                        assertThat(problem.at("/rule").asString()).isEqualTo("HW-G3-6");
                        assertThat(problem.at("/heldBy").size()).isEqualTo(4);
                        assertThat(problem.at("/detail").asString()).contains("教基厅函〔2021〕13号");
                    });
            var day = day(schoolClass);
            assertThat(day.at("/written/reserved").asInt()).isEqualTo(60);
            assertThat(day.at("/written/left").asInt()).isZero();
            assertThat(day.at("/written/limit").asInt()).isEqualTo(60);
            assertThat(day.at("/heldBy").size()).isEqualTo(4);
        }
    }

    @Test
    void homework_of_two_classes_takes_the_minutes_of_both_or_of_none() {
        body(as(teacher(1), openCall(Ids.next(), written(sixth, 50))), 201);
        var both = written(fifth, 20);
        both.put("targets", List.of(Map.of("classId", sixth)));
        var problem = body(as(teacher(0), openCall(Ids.next(), both)), 422);
        assertThat(problem.at("/classId").asString()).isEqualTo(sixth);
        assertThat(reserved(fifth)).isZero();

        both.put("expectedMinutes", 10);
        var opened = body(as(teacher(0), openCall(Ids.next(), both)), 201);
        assertThat(opened.at("/targets").size()).isEqualTo(2);
        assertThat(reserved(fifth)).isEqualTo(10);
        assertThat(reserved(sixth)).isEqualTo(60);
    }

    @Test
    void what_is_refused_leaves_no_draft_behind() {
        var key = Ids.next();
        body(as(teacher(0), openCall(key, written(fifth, 61))), 422);
        assertThat(body(get(teacher(0), "/api/me/assignments"), 200)
                        .at("/items")
                        .size())
                .isZero();
        body(as(teacher(0), openCall(key, written(fifth, 61))), 422);
        body(as(teacher(0), openCall(Ids.next(), written(fifth, 60))), 201);
    }

    @Test
    void what_is_withdrawn_gives_its_minutes_back() {
        var id = body(as(teacher(0), openCall(Ids.next(), written(fifth, 60))), 201)
                .at("/id")
                .asString();
        body(as(teacher(1), openCall(Ids.next(), written(fifth, 1))), 422);
        assertThat(problem(as(teacher(1), withdrawCall(id)), 403)).isEqualTo("not-your-assignment");
        assertThat(body(as(teacher(0), withdrawCall(id)), 200).at("/state").asString())
                .isEqualTo("WITHDRAWN");
        body(as(teacher(0), withdrawCall(id)), 200);
        assertThat(reserved(fifth)).isZero();
        body(as(teacher(1), openCall(Ids.next(), written(fifth, 60))), 201);
        assertThat(problem(as(student, handInCall(id, null, Map.of("text", "答案"))), 409))
                .isEqualTo("assignment-withdrawn");
    }

    private WebTestClient.RequestHeadersSpec<?> withdrawCall(String id) {
        return client.put()
                .uri("/api/assignments/{id}/withdrawal", id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("reason", "布置错了"));
    }

    @Test
    void what_a_publisher_held_who_died_is_given_back_and_the_publisher_can_publish_no_more() {
        var draft = written(fifth, 60);
        draft.put("draft", true);
        var id =
                body(as(teacher(0), openCall(Ids.next(), draft)), 201).at("/id").asString();
        // as the process leaves it that dies between the reservation and the publication
        budget.hold(ask(id), List.of(concerned(fifth), concerned(sixth))).block();
        assertThat(reserved(fifth)).isEqualTo(60);
        assertThat(reserved(sixth)).isEqualTo(60);

        due.sweepAt(Instant.now()).block();
        assertThat(reserved(fifth)).isEqualTo(60);
        eventually(() -> {
            due.sweepAt(Instant.now().plus(BudgetService.HELD)).block();
            assertThat(reserved(fifth)).isZero();
            assertThat(reserved(sixth)).isZero();
        });
        assertThat(publications.published(id, 1).block()).isFalse();
        var published = body(as(teacher(0), client.put().uri("/api/assignments/{id}/publication", id)), 200);
        assertThat(published.at("/state").asString()).isEqualTo("OPEN");
        assertThat(reserved(fifth)).isEqualTo(60);
        due.sweepAt(Instant.now().plus(BudgetService.HELD)).block();
        assertThat(publications.published(id, 1).block()).isFalse();
        assertThat(publications.published(id, 3).block()).isTrue();
        assertThat(reserved(fifth)).isEqualTo(60);
    }

    private Ask ask(String id) {
        return new Ask(id, 1, teacher, "数学", List.of(new Share(TODAY, 60, 60)));
    }

    private Concerned concerned(String classId) {
        return new Concerned(roster.schoolClass(classId).block(), List.of());
    }

    @Test
    void what_is_held_for_homework_that_is_nowhere_is_given_back() {
        budget.hold(ask("gone-" + own), List.of(concerned(fifth))).block();
        eventually(() -> {
            due.sweepAt(Instant.now().plus(BudgetService.HELD)).block();
            assertThat(reserved(fifth)).isZero();
        });
    }

    @Test
    void repeats_of_one_publication_at_once_take_the_minutes_once() {
        var key = Ids.next();
        var asked = written(fifth, 40);
        var answers = Races.of(
                8,
                _ -> () -> body(as(teacher(0), openCall(key, asked)), 201)
                        .at("/id")
                        .asString());
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(reserved(fifth)).isEqualTo(40);
    }

    @Test
    void a_draft_is_changed_published_and_removed_by_its_author_alone() {
        var asked = written(fifth, 30);
        asked.put("draft", true);
        var answer = body(as(teacher(0), openCall(Ids.next(), asked)), 201);
        var id = answer.at("/id").asString();
        assertThat(answer.at("/state").asString()).isEqualTo("DRAFT");
        assertThat(reserved(fifth)).isZero();
        assertThat(problem(get(teacher(1), "/api/assignments/{id}", id), 404)).isEqualTo("assignment-not-found");
        assertThat(problem(get(student, "/api/assignments/{id}", id), 404)).isEqualTo("assignment-not-found");

        asked.put("expectedMinutes", 25);
        assertThat(problem(as(teacher(0), changeCall(id, null, asked)), 428)).isEqualTo("if-match-missing");
        body(as(teacher(0), changeCall(id, "\"1\"", asked)), 200);
        body(as(teacher(0), changeCall(id, null, asked)), 200);
        assertThat(problem(as(teacher(0), changeCall(id, "\"1\"", written(fifth, 10))), 412))
                .isEqualTo("stale-version");

        body(as(teacher(0), client.put().uri("/api/assignments/{id}/publication", id)), 200);
        body(as(teacher(0), client.put().uri("/api/assignments/{id}/publication", id)), 200);
        assertThat(reserved(fifth)).isEqualTo(25);
        assertThat(problem(as(teacher(0), client.delete().uri("/api/assignments/{id}", id)), 409))
                .isEqualTo("assignment-published");

        var other =
                body(as(teacher(0), openCall(Ids.next(), asked)), 201).at("/id").asString();
        as(teacher(0), client.delete().uri("/api/assignments/{id}", other))
                .expectStatus()
                .isNoContent();
        assertThat(problem(get(teacher(0), "/api/assignments/{id}", other), 404))
                .isEqualTo("assignment-not-found");
    }

    private WebTestClient.RequestHeadersSpec<?> changeCall(String id, String ifMatch, Object body) {
        var call = client.put()
                .uri("/api/assignments/{id}", id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body);
        return ifMatch == null ? call : call.header("If-Match", ifMatch);
    }

    @Test
    void a_school_says_on_which_days_there_is_no_homework() {
        var call = client.put()
                .uri("/api/schools/{id}/no-homework-days", OTHER_SCHOOL)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(
                        Map.of("weekdays", List.of(TODAY.plusDays(1).getDayOfWeek()), "from", TODAY, "reason", "无作业日"));
        var principal = token("principal-2", grant(Role.PRINCIPAL, OTHER_SCHOOL));
        assertThat(problem(as(PRINCIPAL, call), 404)).isEqualTo("school-not-found");
        assertThat(problem(as(STRANGER, call), 403)).isEqualTo("not-your-school");
        body(as(principal, call), 200);
        body(as(principal, call), 200);
        assertThat(body(get(STRANGER, "/api/schools/{id}/no-homework-days", OTHER_SCHOOL), 200)
                        .at("/reason")
                        .asString())
                .isEqualTo("无作业日");

        var asked = assignment("classId", OTHER_CLASS);
        asked.put("day", TODAY.plusDays(1));
        var problem = body(as(STRANGER, openCall(Ids.next(), asked)), 422);
        assertThat(problem.at("/type").asString()).endsWith("/no-homework-day");
        var days = body(
                get(
                        STRANGER,
                        "/api/classes/{id}/homework-budget?from={f}&to={t}",
                        OTHER_CLASS,
                        TODAY,
                        TODAY.plusDays(1)),
                200);
        assertThat(days.at("/days/0/noHomework").isMissingNode()).isTrue();
        assertThat(days.at("/days/1/noHomework").asString()).isEqualTo("无作业日");
    }

    @Test
    void a_place_may_have_no_homework_on_days_without_school() {
        var saturday = TODAY.with(TemporalAdjusters.next(DayOfWeek.SATURDAY));
        roster.apply(
                        new LocalRuleChangedV1(
                                "LR-" + own.replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT),
                                fifth,
                                List.of("root", COUNTY, SCHOOL, fifth),
                                "homework.outsideSchoolDays",
                                List.of("true"),
                                List.of(),
                                List.of(),
                                List.of(),
                                LocalDate.parse("2026-01-01"),
                                null,
                                "兴义市教育局〔2026〕15号",
                                null,
                                false),
                        1)
                .block();
        var asked = assignment("classId", fifth);
        asked.put("dueAt", Instant.now().plus(9, ChronoUnit.DAYS).toString());
        asked.put("day", saturday);
        eventually(() -> assertThat(body(as(teacher(0), openCall(Ids.next(), asked)), 422)
                        .at("/cite")
                        .asString())
                .isEqualTo("兴义市教育局〔2026〕15号"));
        asked.put("classId", sixth);
        body(as(teacher(0), openCall(Ids.next(), asked)), 201);
    }

    @Test
    void a_students_view_of_the_budget_names_nobody() {
        body(as(teacher(0), openCall(Ids.next(), written(fifth, 15))), 201);
        var seen = body(get(student, "/api/classes/{id}/homework-budget?from={d}&to={d}", fifth, TODAY, TODAY), 200);
        assertThat(seen.at("/days/0/written/reserved").asInt()).isEqualTo(15);
        assertThat(seen.at("/days/0/heldBy").isMissingNode()).isTrue();
        assertThat(problem(
                        get(STRANGER, "/api/classes/{id}/homework-budget?from={d}&to={d}", fifth, TODAY, TODAY), 404))
                .isEqualTo("class-not-found");
        assertThat(problem(
                        get(
                                teacher(0),
                                "/api/classes/{id}/homework-budget?from={f}&to={t}",
                                fifth,
                                TODAY,
                                TODAY.plusDays(BudgetService.DAYS_MAX)),
                        400))
                .isEqualTo("days-out-of-range");
    }

    @Test
    void homework_of_some_students_is_seen_and_handed_in_by_them_alone() {
        var asked = assignment("classId", null);
        asked.put("targets", List.of(Map.of("classId", fifth, "studentIds", List.of("s1-" + own))));
        var id =
                body(as(teacher(0), openCall(Ids.next(), asked)), 201).at("/id").asString();
        var other = token("s2-" + own, grant(Role.STUDENT, SCHOOL));
        var seen = body(get(student, "/api/assignments/{id}", id), 200);
        assertThat(seen.at("/targets").isMissingNode()).isTrue();
        assertThat(seen.at("/classId").asString()).isEqualTo(fifth);
        assertThat(problem(get(other, "/api/assignments/{id}", id), 404)).isEqualTo("assignment-not-found");
        assertThat(problem(as(other, handInCall(id, null, Map.of("text", "答案"))), 404))
                .isEqualTo("assignment-not-found");
        body(as(student, handInCall(id, null, Map.of("text", "答案"))), 200);
        assertThat(body(get(student, "/api/me/assignments"), 200).at("/items").size())
                .isEqualTo(1);
        assertThat(body(get(other, "/api/me/assignments"), 200).at("/items").size())
                .isZero();

        asked.put("targets", List.of(Map.of("classId", fifth, "studentIds", List.of("xiaoming"))));
        assertThat(problem(as(teacher(0), openCall(Ids.next(), asked)), 422)).isEqualTo("not-a-student-of-target");
    }

    @Test
    void who_leaves_the_class_sees_neither_the_homework_nor_who_else_has_it() {
        var asked = assignment("classId", null);
        asked.put("targets", List.of(Map.of("classId", fifth, "studentIds", List.of("s1-" + own))));
        body(as(teacher(0), openCall(Ids.next(), asked)), 201);
        assertThat(body(get(student, "/api/me/assignments"), 200)
                        .at("/items/0/targets")
                        .isMissingNode())
                .isTrue();
        roster.apply(
                        new ClassChangedV1(
                                fifth,
                                SCHOOL,
                                "5年级（1）班",
                                5,
                                Stage.PRIMARY,
                                List.of("root", COUNTY, SCHOOL, fifth),
                                List.of("s2-" + own),
                                List.of(new ClassTeacher("t0-" + own, "科目0")),
                                null,
                                false),
                        2)
                .block();
        eventually(() -> assertThat(body(get(student, "/api/me/assignments"), 200)
                        .at("/items")
                        .size())
                .isZero());
    }

    @Test
    void a_guardian_sees_what_their_own_child_has_to_do_and_no_more() {
        var guardian = token("g2-" + own, grant(Role.GUARDIAN, SCHOOL));
        roster.apply(
                        new PersonChangedV1(
                                "s2-" + own,
                                List.of(Role.STUDENT),
                                List.of(SCHOOL),
                                List.of(fifth),
                                List.of("g2-" + own),
                                List.of(),
                                List.of(),
                                false),
                        1)
                .block();
        var asked = assignment("classId", CLASS);
        asked.put("targets", List.of(Map.of("classId", fifth, "studentIds", List.of("s1-" + own))));
        roster.apply(
                        new ClassChangedV1(
                                "class-x-" + own,
                                SCHOOL,
                                "5年级（2）班",
                                5,
                                Stage.PRIMARY,
                                List.of("root", COUNTY, SCHOOL, "class-x-" + own),
                                List.of("x1"),
                                List.of(new ClassTeacher("t0-" + own, "科目0")),
                                null,
                                false),
                        1)
                .block();
        asked.put("classId", "class-x-" + own);
        var id =
                body(as(teacher(0), openCall(Ids.next(), asked)), 201).at("/id").asString();
        assertThat(problem(get(guardian, "/api/assignments/{id}", id), 404)).isEqualTo("assignment-not-found");
        var ofAll = body(as(teacher(0), openCall(Ids.next(), assignment("classId", fifth))), 201)
                .at("/id")
                .asString();
        body(get(guardian, "/api/assignments/{id}", ofAll), 200);
    }

    @Test
    void homework_that_was_withdrawn_before_it_opened_is_not_listed() {
        var asked = written(fifth, 20);
        asked.put("opensAt", Instant.now().plus(1, ChronoUnit.HOURS).toString());
        var id =
                body(as(teacher(0), openCall(Ids.next(), asked)), 201).at("/id").asString();
        body(as(teacher(0), withdrawCall(id)), 200);
        assertThat(body(get(student, "/api/me/assignments"), 200).at("/items").size())
                .isZero();
        assertThat(problem(get(student, "/api/assignments/{id}", id), 404)).isEqualTo("assignment-not-found");
    }

    @Test
    void of_two_devices_that_publish_one_draft_at_once_both_learn_that_it_is_published_once() {
        for (int round = 0; round < 5; round++) {
            var asked = written(fifth, 5);
            asked.put("draft", true);
            var id = body(as(teacher(0), openCall(Ids.next(), asked)), 201)
                    .at("/id")
                    .asString();
            Races.of(
                    3, _ -> () -> body(as(teacher(0), client.put().uri("/api/assignments/{id}/publication", id)), 200));
            due.sweepAt(Instant.now().plus(BudgetService.HELD).plusSeconds(1)).block();
            assertThat(reserved(fifth)).isEqualTo(5L * (round + 1));
        }
    }

    @Test
    void a_group_gets_homework_from_its_teacher_through_its_classes() {
        var group = "group-" + own;
        var asked = assignment("classId", null);
        asked.put("groupId", group);
        var event = new StudyGroupChangedV1(
                group,
                SCHOOL,
                List.of("root", COUNTY, SCHOOL, group),
                5,
                List.of(fifth, sixth),
                List.of("s2-" + own),
                List.of(),
                List.of(teacher),
                false);
        events.entries(List.of(event), 1, Instant.now(), Context.empty())
                .forEach(entry -> kafka.send(events.record(entry.asDocument())).join());
        eventually(() -> body(as(teacher(0), openCall(Ids.next(), asked)), 201));
        assertThat(problem(as(teacher(1), openCall(Ids.next(), asked)), 404)).isEqualTo("group-not-found");
        var other = token("s2-" + own, grant(Role.STUDENT, SCHOOL));
        assertThat(body(get(other, "/api/me/assignments"), 200).at("/items").size())
                .isPositive();
        assertThat(body(get(student, "/api/me/assignments"), 200).at("/items").size())
                .isZero();
    }

    @Test
    void homework_that_opens_later_is_hidden_until_then_and_holds_its_minutes() {
        var asked = written(fifth, 20);
        var opensAt = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
        asked.put("opensAt", opensAt.toString());
        var id =
                body(as(teacher(0), openCall(Ids.next(), asked)), 201).at("/id").asString();
        assertThat(body(get(teacher(0), "/api/assignments/{id}", id), 200)
                        .at("/state")
                        .asString())
                .isEqualTo("SCHEDULED");
        assertThat(problem(get(student, "/api/assignments/{id}", id), 404)).isEqualTo("assignment-not-found");
        assertThat(body(get(student, "/api/me/assignments"), 200).at("/items").size())
                .isZero();
    }
}
