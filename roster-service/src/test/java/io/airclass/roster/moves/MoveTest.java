package io.airclass.roster.moves;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.decide.Decision;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.PastClass;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import io.airclass.testkit.Races;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** 李明 has a brother at the same school; both have one father. */
class MoveTest extends RosterServiceTest {
    @Autowired
    PersonRepository people;

    @Autowired
    ClassRepository classes;

    @Autowired
    MoveRepository moves;

    @Autowired
    MoveService service;

    private final String own = "m" + UUID.randomUUID().toString().substring(0, 8) + "-";

    @BeforeEach
    void two_schools_with_three_classes_are_there() {
        imported(bundle());
    }

    private Map<String, String> bundle() {
        Map<String, String> files = Zips.school();
        files.put(
                "orgs.csv",
                files.get("orgs.csv")
                        + Zips.org(own + "school-a", "兴义市第五中学", "school", "xingyi", "school", "")
                        + Zips.org(own + "school-b", "兴义市第六中学", "school", "xingyi", "school", ""));
        files.put(
                "classes.csv",
                Zips.CLASSES_HEADER
                        + schoolClass("1", "school-a")
                        + schoolClass("2", "school-a")
                        + schoolClass("3", "school-b"));
        files.put(
                "users.csv",
                Zips.USERS_HEADER
                        + Zips.user(own + "ming", "", "李", "明", own + "father", "")
                        + Zips.user(own + "liang", "", "李", "亮", own + "father", "")
                        + Zips.user(own + "father", "", "李", "国栋", "", ""));
        files.put(
                "roles.csv",
                Zips.ROLES_HEADER
                        + Zips.role(own + "ming", "student", own + "school-a", "")
                        + Zips.role(own + "liang", "student", own + "school-a", "")
                        + Zips.role(own + "father", "guardian", own + "school-a", ""));
        files.put("enrollments.csv", Zips.ENROLLMENTS_HEADER + enrolment("ming", "1") + enrolment("liang", "1"));
        return files;
    }

    private String schoolClass(String number, String school) {
        return own + "class-" + number + ",,,高一（" + number + "）班,10,,,homeroom,," + own + school + ",,,,,senior\n";
    }

    private String enrolment(String student, String number) {
        return own + "e-" + student + ",,," + own + "class-" + number + "," + own + "school-a," + own + student
                + ",student,,,,\n";
    }

    private WebTestClient.ResponseSpec ask(String token, String key, String student, String to, LocalDate day) {
        var body = new java.util.HashMap<String, Object>(
                Map.of("fromClassId", own + "class-1", "toClassId", own + to, "reason", "家庭搬迁"));
        if (day != null) {
            body.put("onDay", day.toString());
        }
        return client.post()
                .uri("/api/people/{id}/moves", own + student)
                .headers(h -> h.setBearerAuth(token))
                .header("Idempotency-Key", key)
                .bodyValue(body)
                .exchange();
    }

    private static JsonNode created(WebTestClient.ResponseSpec response) {
        return json(
                response.expectStatus().isCreated().expectBody().returnResult().getResponseBody());
    }

    private String bureau() {
        return issuer.token("officer-7", "ORG_ADMINISTRATOR@xingyi");
    }

    private Person person(String name) {
        return people.find(own + name).block().value();
    }

    private List<String> students(String schoolClass) {
        return classes.findAll(List.of(own + schoolClass)).blockFirst().value().studentIds();
    }

    @Test
    void a_move_to_another_school_takes_effect_at_once_keeps_where_the_student_was_and_brings_the_guardian() {
        JsonNode move = created(ask(bureau(), "k", "ming", "class-3", null));

        assertThat(move.get("state").asString()).isEqualTo("DONE");
        Person ming = person("ming");
        assertThat(ming.classIds()).containsExactly(own + "class-3");
        assertThat(ming.schoolIds()).containsExactly(own + "school-b");
        assertThat(ming.grants()).extracting(Grant::text).containsExactly("STUDENT@" + own + "school-b");
        assertThat(ming.past()).extracting(PastClass::classId).containsExactly(own + "class-1");
        assertThat(students("class-1")).containsExactly(own + "liang");
        assertThat(students("class-3")).containsExactly(own + "ming");
        assertThat(person("father").grants())
                .extracting(Grant::text)
                .containsExactly("GUARDIAN@" + own + "school-a", "GUARDIAN@" + own + "school-b");

        created(ask(bureau(), "k-2", "liang", "class-3", null));
        assertThat(person("father").grants()).extracting(Grant::text).containsExactly("GUARDIAN@" + own + "school-b");
        eventually(() -> assertThat(ok(get(admin(), "/api/audit?person={p}&limit=1", own + "ming"))
                        .at("/items/0/facts/to")
                        .asString())
                .isEqualTo(own + "class-3"));
    }

    @Test
    void an_import_that_moves_a_student_keeps_where_the_student_was() {
        Map<String, String> files = bundle();
        files.put("enrollments.csv", Zips.ENROLLMENTS_HEADER + enrolment("ming", "2") + enrolment("liang", "1"));
        imported(files);

        assertThat(person("ming").past()).extracting(PastClass::classId).containsExactly(own + "class-1");
        assertThat(imported(files).at("/counts/people/changed").asLong()).isZero();
    }

    @Test
    void many_who_ask_at_once_move_the_student_once() {
        var states = Races.of(
                8,
                i -> () -> ask(bureau(), "race-" + i, "ming", "class-2", null)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(states).contains(201).allMatch(status -> status == 201 || status == 422);
        assertThat(person("ming").classIds()).containsExactly(own + "class-2");
        assertThat(person("ming").past()).hasSize(1);
        assertThat(students("class-1")).containsExactly(own + "liang");
        assertThat(students("class-2")).containsExactly(own + "ming");
    }

    @Test
    void a_repeat_of_the_request_finds_the_move_after_it_was_carried_out() {
        JsonNode first = created(ask(bureau(), "same", "ming", "class-2", null));
        JsonNode again = created(ask(bureau(), "same", "ming", "class-2", null));

        assertThat(again).isEqualTo(first);
        assertThat(problem(ask(bureau(), "same", "ming", "class-3", null), 422)).isEqualTo("idempotency-key-reused");
    }

    @Test
    void a_replica_that_died_between_the_steps_is_followed_by_another() {
        var key = new io.airclass.kit.http.IdempotencyKey(own + "dead", "hash");
        long leaseOver = Instant.now().minus(Duration.ofSeconds(1)).toEpochMilli();
        moves.create(key, new Move.Planned(own + "ming", asked(), leaseOver, 1)).block();
        classes.change(own + "class-2", current -> MoveRules.joined(current.value(), own + "class-2", own + "ming"))
                .block();

        eventually(() -> assertThat(moves.find(own + "dead").block().value()).isInstanceOf(Move.Done.class));
        assertThat(person("ming").classIds()).containsExactly(own + "class-2");
        assertThat(students("class-1")).containsExactly(own + "liang");
    }

    @Test
    void a_move_of_another_day_waits_for_it_and_can_be_called_off_until_then() {
        JsonNode planned = created(
                ask(bureau(), "later", "ming", "class-2", LocalDate.now().plusDays(30)));
        assertThat(planned.get("state").asString()).isEqualTo("PLANNED");
        service.sweep().block();
        assertThat(person("ming").classIds()).containsExactly(own + "class-1");
        assertThat(ok(get(bureau(), "/api/people/{id}/moves", own + "ming")).at("/items/0/id"))
                .isEqualTo(planned.get("id"));

        String path = "/api/people/" + own + "ming/moves/" + planned.get("id").asString() + "/cancellation";
        for (int time = 0; time < 2; time++) {
            JsonNode cancelled = ok(client.put()
                    .uri(path)
                    .headers(h -> h.setBearerAuth(bureau()))
                    .exchange());
            assertThat(cancelled.get("state").asString()).isEqualTo("CANCELLED");
        }
        JsonNode done = created(ask(bureau(), "now", "ming", "class-2", null));
        String over = "/api/people/" + own + "ming/moves/" + done.get("id").asString() + "/cancellation";
        assertThat(problem(
                        client.put()
                                .uri(over)
                                .headers(h -> h.setBearerAuth(bureau()))
                                .exchange(),
                        409))
                .isEqualTo("move-begun");
    }

    private Move.Asked asked() {
        return new Move.Asked(
                own + "ming",
                own + "class-1",
                own + "class-2",
                LocalDate.parse("2026-11-23"),
                "分班",
                "officer-7",
                Instant.parse("2026-11-23T00:00:00Z"));
    }

    private void dissolve(String schoolClass) {
        classes.change(own + schoolClass, current -> {
                    SchoolClass known = current.value();
                    return Decision.accepted(new SchoolClass(
                            known.schoolId(),
                            "",
                            known.grade(),
                            known.stage(),
                            known.within(),
                            List.of(),
                            List.of(),
                            null));
                })
                .block();
    }

    @Test
    void nobody_is_moved_into_a_class_that_was_dissolved() {
        var key = new io.airclass.kit.http.IdempotencyKey(own + "dissolved", "hash");
        dissolve("class-2");
        moves.create(key, new Move.Planned(own + "ming", asked(), 1, 0)).block();

        eventually(() -> assertThat(moves.find(own + "dissolved").block().value())
                .isInstanceOfSatisfying(Move.Failed.class, failed -> assertThat(failed.problem())
                        .isEqualTo("class-unknown")));
        assertThat(person("ming").classIds()).containsExactly(own + "class-1");
        assertThat(students("class-2")).isEmpty();
        assertThat(problem(ask(bureau(), "d", "ming", "class-2", null), 404)).isEqualTo("class-unknown");
        assertThat(ok(get(bureau(), "/api/orgs/{id}/open-issues", own + "school-a"))
                        .get("items")
                        .findValuesAsString("classId"))
                .contains(own + "class-1")
                .doesNotContain(own + "class-2");
    }

    @Test
    void a_school_moves_within_itself_only_and_other_peoples_students_are_not_there() {
        String school = issuer.token("admin-a", "SCHOOL_ADMINISTRATOR@" + own + "school-a");
        assertThat(problem(ask(school, "a", "ming", "class-3", null), 404)).isEqualTo("class-unknown");
        String neighbour = issuer.token("admin-b", "SCHOOL_ADMINISTRATOR@" + own + "school-b");
        assertThat(problem(ask(neighbour, "b", "ming", "class-3", null), 404)).isEqualTo("not-found");
        assertThat(problem(get(neighbour, "/api/people/{id}/moves", own + "ming"), 404))
                .isEqualTo("not-found");
        assertThat(problem(ask(school, "c", "ming", "class-1", null), 422)).isEqualTo("move-to-same-class");
        assertThat(problem(ask(school, "d", "ming", "class-2", LocalDate.now().minusDays(2)), 422))
                .isEqualTo("move-day-unfit");
        created(ask(school, "e", "ming", "class-2", null));
        assertThat(problem(ask(school, "f", "ming", "class-2", null), 422)).isEqualTo("student-not-in-class");
    }
}
