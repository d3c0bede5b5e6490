package io.airclass.schedule.broadcast;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.RosterEvent;
import io.airclass.kit.store.Database;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.School;
import io.airclass.testkit.DatabaseGuard;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Two schools of one county, whose bureau gives a lesson of physics to grade 7. */
@ServiceTest
public abstract class BroadcastServiceTest {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    protected static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    /** Far enough from today to be published without hurry. */
    protected static final LocalDate MONDAY = TODAY.plusDays(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    @Autowired
    protected WebTestClient client;

    @Autowired
    protected RosterView roster;

    @Autowired
    protected Database database;

    @Autowired
    protected DatabaseGuard guard;

    protected School school;
    /** Teaches physics in the neighbour's school and gives the broadcast. */
    protected String sun;
    /** Teaches physics to the first class. */
    protected String zhao;

    @BeforeEach
    void two_schools() {
        school = new School(roster);
        var key = school.school.substring("school-".length());
        sun = "sun-li-" + key;
        zhao = "zhao-lei-" + key;
        var within = List.of("root", school.county, school.neighbour);
        apply(new OrgChangedV1(
                school.neighbour,
                OrgType.SCHOOL,
                school.county,
                null,
                null,
                "兴义市第八中学",
                List.of(Stage.JUNIOR),
                within,
                false));
        apply(new PersonChangedV1(
                sun,
                List.of(Role.TEACHER),
                List.of(school.neighbour),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false));
        apply(new PersonChangedV1(
                zhao,
                List.of(Role.TEACHER),
                List.of(school.school),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false));
    }

    protected void apply(RosterEvent event) {
        roster.apply(event, 1).block();
    }

    /** A class that 赵磊 teaches physics, with students of its own. */
    protected String aClass(String id, String schoolId, int grade, String... students) {
        apply(new ClassChangedV1(
                id,
                schoolId,
                "七（" + id.length() + "）班",
                grade,
                Stage.JUNIOR,
                List.of("root", school.county, schoolId, id),
                List.of(students),
                List.of(new ClassTeacher(zhao, "物理"), new ClassTeacher(school.li, "数学")),
                school.li,
                false));
        for (var student : students) {
            apply(new PersonChangedV1(
                    student,
                    List.of(Role.STUDENT),
                    List.of(schoolId),
                    List.of(id),
                    List.of(),
                    List.of(),
                    List.of(),
                    false));
        }
        return id;
    }

    protected String orgAdministrator() {
        return token("bureau-admin-" + school.county, grant(Role.ORG_ADMINISTRATOR, school.county));
    }

    protected String receivingTeacher() {
        return token(zhao, grant(Role.TEACHER, school.school));
    }

    protected static Map<String, Object> asked(String name, Object... more) {
        var body = new HashMap<String, Object>(
                Map.of("name", name, "subject", "物理", "stage", "JUNIOR", "grades", List.of(7)));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    /** For every class of grade 7 of the county. */
    protected Map<String, Object> forAll(Object... more) {
        var body = asked("全县物理同步课", more);
        body.putIfAbsent("everyClassOf", school.county);
        body.putIfAbsent("teacherIds", List.of(sun));
        return body;
    }

    protected String create(String token, String orgId, Map<String, Object> body) {
        return idOf(post(token, body, "/api/orgs/{id}/broadcasts", orgId));
    }

    protected static String idOf(WebTestClient.ResponseSpec answer) {
        return answer.expectStatus()
                .isCreated()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getString("id");
    }

    /** On Monday in the third period. */
    protected String csv() {
        return csv(1, 3, "10:00", "10:40");
    }

    protected String csv(int weekday, int period, String start, String end) {
        return """
                weekday,period,start,end,subject,teacherId,room,mode,studio
                %d,%d,%s,%s,物理,%s,,CENTRAL_LIVE,第一演播室
                """.formatted(weekday, period, start, end, sun);
    }

    protected WebTestClient.ResponseSpec save(String token, String holder, String csv, String ifMatch) {
        var request = client.put()
                .uri("/api/" + holder + "/timetable?effectiveFrom={from}", MONDAY)
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(CSV);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.bodyValue(csv).exchange();
    }

    /** Written by the teaching officer, approved by the administrator of the bureau. */
    protected void publish(String broadcast, String csv, String ifMatch) {
        var holder = "broadcasts/" + broadcast;
        save(school.teachingOfficer(), holder, csv, ifMatch).expectStatus().is2xxSuccessful();
        put(school.teachingOfficer(), "/api/" + holder + "/timetable/submission")
                .expectStatus()
                .isOk();
        put(orgAdministrator(), "/api/" + holder + "/timetable/approval")
                .expectStatus()
                .isOk();
        put(school.teachingOfficer(), "/api/" + holder + "/timetable/publication")
                .expectStatus()
                .isOk();
    }

    /** Written by the school's administrator, approved by its principal. */
    protected void publishClass(String classId, String csv, String ifMatch) {
        var holder = "/api/classes/" + classId + "/timetable";
        save(school.administrator(), "classes/" + classId, csv, ifMatch)
                .expectStatus()
                .is2xxSuccessful();
        put(school.administrator(), holder + "/submission").expectStatus().isOk();
        put(school.principal(), holder + "/approval").expectStatus().isOk();
        put(school.administrator(), holder + "/publication").expectStatus().isOk();
    }

    protected WebTestClient.ResponseSpec get(String token, String uri, Object... variables) {
        return client.get()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    protected WebTestClient.BodyContentSpec found(String token, String uri, Object... variables) {
        return get(token, uri, variables).expectStatus().isOk().expectBody();
    }

    protected WebTestClient.ResponseSpec put(String token, String uri, Object... variables) {
        return client.put()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    protected WebTestClient.ResponseSpec send(
            HttpMethod method, String token, Object body, String uri, Object... variables) {
        return client.method(method)
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    protected WebTestClient.ResponseSpec post(String token, Object body, String uri, Object... variables) {
        return client.post()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    protected static void problem(WebTestClient.ResponseSpec answer, int status, String slug) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/" + slug)
                .jsonPath("$.title")
                .isNotEmpty();
    }

    /** How many lessons somebody has on a day. */
    protected int lessonsOf(String token, LocalDate day) {
        return get(token, "/api/me/lessons?date={d}", day)
                .expectStatus()
                .isOk()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getList("items", Object.class)
                .size();
    }

    /** Everything that was told under a key until now and a moment later. */
    protected static final class Heard implements AutoCloseable {
        private final KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        Infrastructure.kafka(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        private final List<String> all = new ArrayList<>();
        private final String key;

        Heard(String key) {
            this.key = key;
            consumer.subscribe(List.of(Topics.SCHEDULE));
        }

        /** What was told of this type. */
        List<String> of(String type) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                if (key.equals(record.key())) {
                    all.add(new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)
                            + " "
                            + record.value());
                }
            });
            return all.stream().filter(one -> one.contains(type)).toList();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
