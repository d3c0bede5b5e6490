package io.airclass.system.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.Suite.Service;
import io.airclass.launcher.demo.Answer;
import io.airclass.launcher.demo.ApiClient;
import io.airclass.launcher.demo.Call;
import io.airclass.launcher.demo.DemoRegion;
import io.airclass.launcher.demo.Session;
import io.airclass.launcher.region.OneRosterBundle;
import io.airclass.launcher.region.Region;
import io.airclass.launcher.region.Region.Course;
import io.airclass.launcher.region.Region.Enrolment;
import io.airclass.launcher.region.Region.Org;
import io.airclass.launcher.region.Region.Person;
import io.airclass.launcher.region.Region.Role;
import io.airclass.launcher.region.Region.SchoolClass;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two replicas of roster-service over one database; the gateway knows the first, a client beside it the second. */
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicaIT {
    private static final int STUDENTS = 6_000;
    private static final int CLASS_SIZE = 50;

    /** The lease of an import, and the time to begin anew. */
    private static final Duration TAKEN_ON_WITHIN = Duration.ofMinutes(3);

    private static final int RACES = 20;
    private static final Region REGION = DemoRegion.current();
    private static final SuiteUnderTest SUITE = SuiteUnderTest.shared();
    private static ApiClient first;
    private static ApiClient second;

    @BeforeAll
    static void a_second_replica_starts() {
        var address = SUITE.replicate(Service.ROSTER);
        first = new ApiClient(SUITE.gateway());
        second = new ApiClient(address);
    }

    @AfterAll
    static void it_stops() {
        if (second != null) {
            second.close();
            first.close();
            SUITE.stopReplica(Service.ROSTER);
        }
    }

    private static Session admin() {
        return first.signIn("admin", SUITE.adminPassword());
    }

    private static Session signIn(ApiClient at, String username) {
        return at.signIn(username, Region.DEMO_PASSWORD);
    }

    private static Answer refresh(ApiClient at, Session session) {
        return at.sendPatiently(Call.post("/api/auth/token")
                .json(Map.of("grantType", "refresh", "refreshToken", session.refreshToken())));
    }

    private static Session refreshed(ApiClient at, Session session) {
        var answer = refresh(at, session);
        assertThat(answer.status()).as(answer.brief()).isEqualTo(200);
        return new Session(session.username(), answer.text("/accessToken"), answer.text("/refreshToken"));
    }

    @Test
    @Order(1)
    void both_give_the_same_answers() {
        var pupil = REGION.account("student").personId();
        var schoolClass = REGION.classOfStudent(pupil);
        var province = "/api/orgs/" + REGION.orgs().getFirst().id();
        var paths = List.of(
                "/.well-known/jwks.json",
                "/.well-known/openid-configuration",
                "/api/me",
                province,
                province + "/children",
                province + "/figures",
                province + "/settings",
                province + "/regime?at=2026-11-23T00:00:00Z",
                "/api/orgs/" + schoolClass.schoolId() + "/calendar?from=2026-11-01&to=2026-11-30",
                "/api/orgs/" + schoolClass.schoolId() + "/open-issues",
                "/api/classes/" + schoolClass.id(),
                "/api/classes/" + schoolClass.id() + "/members",
                "/api/people/" + pupil + "/moves",
                "/api/policies?org=" + schoolClass.schoolId() + "&grade=" + schoolClass.grade()
                        + "&at=2026-11-23T00:00:00Z");
        var sessions = List.of(admin(), signIn(first, "principal"), signIn(second, "student"));
        for (var path : paths) {
            var statuses = new ArrayList<Integer>();
            for (var session : sessions) {
                var call = Call.get(path).as(session);
                var one = first.sendPatiently(call);
                var other = second.sendPatiently(call);

                assertThat(other.status()).as(session.username() + " " + path).isEqualTo(one.status());
                assertThat(other.etag()).as(session.username() + " " + path).isEqualTo(one.etag());
                assertThat(told(other)).as(session.username() + " " + path).isEqualTo(told(one));
                statuses.add(one.status());
            }
            assertThat(statuses).as(path).contains(200);
        }
    }

    /** Every request has an id of its own. */
    private static JsonNode told(Answer answer) {
        return answer.json() instanceof ObjectNode node
                ? node.without(List.of("requestId", "traceId", "instance"))
                : answer.json();
    }

    @Test
    @Order(2)
    void a_session_begun_at_one_goes_on_at_the_other_and_a_stolen_token_ends_it_at_both() {
        var begun = signIn(first, "classmate");
        var next = refreshed(second, begun);
        var last = refreshed(first, next);
        assertThat(second.send(Call.get("/api/me").as(last)).status()).isEqualTo(200);

        assertThat(refresh(second, begun).status()).isEqualTo(401);

        assertThat(refresh(first, last).status()).isEqualTo(401);
        assertThat(refresh(second, last).status()).isEqualTo(401);
    }

    @Test
    @Order(3)
    void signing_out_everywhere_at_one_ends_the_sessions_of_both() {
        var here = signIn(first, "classmate");
        var there = signIn(second, "classmate");

        var out = second.send(new Call("DELETE", "/api/me/sessions", Map.of(), new byte[0]).as(there));

        assertThat(out.status()).as(out.brief()).isEqualTo(204);
        assertThat(refresh(first, there).status()).isEqualTo(401);
        assertThat(refresh(first, here).status()).isEqualTo(401);
        assertThat(refresh(second, here).status()).isEqualTo(401);
    }

    /** Who informs the parents is one of two teachers or nobody; of the three the two that are not so now are asked for at once. */
    @Test
    @Order(4)
    void of_two_changes_of_one_version_at_both_one_is_made() {
        var office = signIn(first, "school-admin");
        var schoolClass =
                REGION.classOfStudent(REGION.account("student").personId()).id();
        var change = Call.put("/api/classes/" + schoolClass + "/informer").as(office);
        var wishes = new ArrayList<Map<String, String>>(List.of(
                Map.of("personId", REGION.teacherOf(schoolClass, "语文")),
                Map.of("personId", REGION.teacherOf(schoolClass, "数学")),
                Map.of()));
        var etag = first.sendPatiently(Call.get("/api/classes/" + schoolClass).as(office))
                .etag();
        etag = set(change.ifMatch(etag), wishes.getLast()).etag();
        for (int i = 0; i < RACES; i++) {
            var raced = change.ifMatch(etag);
            var one = CompletableFuture.supplyAsync(() -> first.send(raced.json(wishes.getFirst())));
            var other = second.send(raced.json(wishes.get(1)));
            var won = one.join().status() == 200;

            assertThat(List.of(one.join().status(), other.status()))
                    .as("round " + i)
                    .containsExactlyInAnyOrder(200, 412);

            etag = (won ? one.join() : other).etag();
            wishes.addLast(won ? wishes.removeFirst() : wishes.remove(1));
        }
        set(change.ifMatch(etag), Map.of());
    }

    private static Answer set(Call change, Map<String, String> wish) {
        var answer = first.sendPatiently(change.json(wish));
        assertThat(answer.status()).as(answer.brief()).isEqualTo(200);
        return answer;
    }

    /** There and back again, so that what comes after finds the class as it was. */
    @Test
    @Order(5)
    void a_moved_student_is_in_the_new_class_everywhere() {
        var office = signIn(first, "school-admin");
        var teacher = signIn(first, "teacher");
        var student = signIn(first, "classmate");
        var person = REGION.account("classmate").personId();
        var own = REGION.classOfStudent(person).id();
        var other = REGION.classes().stream()
                .filter(each -> each.schoolId().equals(REGION.schoolClass(own).schoolId())
                        && !each.id().equals(own))
                .filter(each -> REGION.teacherOf(each.id(), "数学")
                        .equals(REGION.account("teacher").personId()))
                .findFirst()
                .orElseThrow()
                .id();
        var ofOther = assigned(teacher, other);
        var ofOwn = assigned(teacher, own);
        Poll.until("the student sees the own class's homework", () -> sees(student, ofOwn));
        assertThat(sees(student, ofOther)).isFalse();

        moved(second, office, person, own, other);

        Poll.until("the new class's homework is there", () -> sees(student, ofOther));
        Poll.until("the new class's lessons are there", () -> readsLessons(student, other));
        Poll.until("the old class's lessons are closed", () -> !readsLessons(student, own));
        for (var at : List.of(first, second)) {
            assertThat(members(at, office, other)).contains(person);
            assertThat(members(at, office, own)).doesNotContain(person);
        }
        var later = assigned(teacher, other);
        var school = new School(first);
        Poll.until("the student is told of new homework", () -> school.timesTold(student, later) == 1);

        moved(first, office, person, other, own);

        Poll.until("the old class's lessons are open again", () -> readsLessons(student, own));
        Poll.until("the other class's lessons are closed", () -> !readsLessons(student, other));
        Poll.until("the homework of both is as before", () -> sees(student, ofOwn));
    }

    private static String assigned(Session teacher, String classId) {
        var body = Map.of(
                "classId",
                classId,
                "subject",
                "数学",
                "title",
                "转班前后的作业",
                "text",
                "完成第 5 题。",
                "dueAt",
                Instant.now().plus(Duration.ofDays(1)).toString(),
                "maxScore",
                100);
        var answer = first.sendPatiently(Call.post("/api/assignments")
                .as(teacher)
                .idempotencyKey(UUID.randomUUID().toString())
                .json(body));
        assertThat(answer.status()).as(answer.brief()).isEqualTo(201);
        return answer.text("/id");
    }

    private static void moved(ApiClient at, Session office, String person, String from, String to) {
        var answer = at.sendPatiently(Call.post("/api/people/" + person + "/moves")
                .as(office)
                .idempotencyKey(UUID.randomUUID().toString())
                .json(Map.of("fromClassId", from, "toClassId", to, "reason", "分层教学调整")));
        assertThat(answer.status()).as(answer.brief()).isEqualTo(201);
        assertThat(answer.text("/state")).isEqualTo("DONE");
    }

    private static boolean sees(Session student, String assignment) {
        return first.sendPatiently(Call.get("/api/assignments/" + assignment).as(student))
                        .status()
                == 200;
    }

    private static boolean readsLessons(Session student, String classId) {
        return first.sendPatiently(Call.get("/api/classes/" + classId + "/lessons?date=2026-11-23")
                                .as(student))
                        .status()
                == 200;
    }

    private static List<String> members(ApiClient at, Session office, String classId) {
        var answer = at.sendPatiently(
                Call.get("/api/classes/" + classId + "/members").as(office));
        assertThat(answer.status()).as(answer.brief()).isEqualTo(200);
        return answer.json()
                .at("/students")
                .valueStream()
                .map(each -> each.at("/id").asString())
                .toList();
    }

    /** Whoever carries an import out is killed in the midst of it. */
    @Test
    @Order(6)
    void an_import_whose_replica_dies_is_finished_by_the_other() {
        var admin = admin();
        var before = SUITE.process(Service.ROSTER).info().totalCpuDuration().orElseThrow();
        var beforeBeside =
                SUITE.replicaProcess(Service.ROSTER).info().totalCpuDuration().orElseThrow();
        var asked = second.sendPatiently(Call.post("/api/imports")
                .as(admin)
                .idempotencyKey(UUID.randomUUID().toString())
                .body("application/zip", OneRosterBundle.of(bigSchool()).zip()));
        assertThat(asked.status()).as(asked.brief()).isEqualTo(202);
        var status = Call.get(URI.create(asked.header("Location")).getPath()).as(admin);
        Poll.until(
                "the import writes people",
                () -> first.send(status).json().at("/counts/people/made").asInt() > 0);

        var spent = SUITE.process(Service.ROSTER)
                .info()
                .totalCpuDuration()
                .orElseThrow()
                .minus(before);
        var spentBeside = SUITE.replicaProcess(Service.ROSTER)
                .info()
                .totalCpuDuration()
                .orElseThrow()
                .minus(beforeBeside);
        boolean besideWorks = spentBeside.compareTo(spent) > 0;
        if (besideWorks) {
            SUITE.killReplica(Service.ROSTER);
        } else {
            SUITE.kill(Service.ROSTER);
        }
        var left = besideWorks ? first : second;
        try {
            assertThat(left.sendPatiently(status).text("/state")).isEqualTo("RUNNING");
            Poll.until("the import is done", TAKEN_ON_WITHIN, () -> {
                var state = left.sendPatiently(status).text("/state");
                assertThat(state).isIn("RUNNING", "DONE");
                return state.equals("DONE");
            });
            var done = left.sendPatiently(status);
            assertThat(done.json().at("/errors")).as(done.brief()).isEmpty();
            assertThat(bigSchool().classes())
                    .extracting(each -> left.sendPatiently(
                                    Call.get("/api/classes/" + each.id()).as(admin))
                            .json()
                            .at("/students")
                            .asInt())
                    .containsOnly(CLASS_SIZE);
        } finally {
            if (!besideWorks) {
                SUITE.restart(Service.ROSTER);
            }
        }
    }

    /** A school of the demo region's first county whose import takes some seconds. */
    private static Region bigSchool() {
        var own = REGION.schoolClass(REGION.classes().getFirst().id()).schoolId();
        var above = new ArrayList<Org>();
        var next = org(org(own).parentId().orElseThrow());
        while (next != null) {
            above.addFirst(next);
            next = next.parentId().map(ReplicaIT::org).orElse(null);
        }
        var school = new Org(
                "big-school",
                "兴义市万人中学",
                "school",
                Optional.of(above.getLast().id()),
                Optional.empty(),
                List.of("SENIOR"),
                Optional.empty());
        var course = new Course("big-course", "高一", 10, school.id());
        var classes = IntStream.range(0, STUDENTS / CLASS_SIZE)
                .mapToObj(i -> new SchoolClass(
                        "big-class-" + i, "高一（" + (i + 1) + "）班", 10, "SENIOR", school.id(), course.id(), "A" + i))
                .toList();
        var people = IntStream.range(0, STUDENTS)
                .mapToObj(i -> new Person(
                        "big-student-" + i, "岑", "第" + i, Optional.of(10), List.of(), Optional.of(school.id())))
                .toList();
        return new Region(
                REGION.schoolYear(),
                Stream.concat(above.stream(), Stream.of(school)).toList(),
                REGION.terms(),
                List.of(course),
                classes,
                people,
                people.stream()
                        .map(each -> new Role(each.id(), school.id(), "student", Optional.empty(), true))
                        .toList(),
                IntStream.range(0, STUDENTS)
                        .mapToObj(i -> new Enrolment(
                                "big-enrolment-" + i,
                                classes.get(i / CLASS_SIZE).id(),
                                school.id(),
                                people.get(i).id(),
                                "student",
                                false,
                                Optional.empty()))
                        .toList(),
                List.of());
    }

    private static Org org(String id) {
        return REGION.orgs().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
