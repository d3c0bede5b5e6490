package io.airclass.schedule;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import io.airclass.contracts.Topics;
import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.RegimePeriod;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.kit.store.Database;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.alliance.AllianceEndpoints;
import io.airclass.schedule.broadcast.BroadcastEndpoints;
import io.airclass.schedule.broadcast.pack.PackEndpoints;
import io.airclass.schedule.live.LiveEndpoints;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import io.airclass.testkit.RoleMatrix;
import io.airclass.testkit.ServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import reactor.core.publisher.Flux;

/** Timetables and lessons over HTTP. */
@ServiceTest
class ScheduleTest {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final LocalDate MONDAY = TODAY.plusDays(3).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    Database database;

    @Autowired
    MeterRegistry meters;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private School school;

    @BeforeEach
    void aSchool() {
        school = new School(roster);
    }

    private WebTestClient.ResponseSpec get(String token, String uri, Object... variables) {
        return client.get()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    private WebTestClient.RequestBodySpec upload(String token, String classId, LocalDate from) {
        return client.put()
                .uri("/api/classes/{id}/timetable?effectiveFrom={from}", classId, from)
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(CSV);
    }

    private WebTestClient.ResponseSpec step(String token, String classId, String step) {
        return client.put()
                .uri("/api/classes/{id}/timetable/{step}", classId, step)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    /** Submitted by the administrator, approved by the principal. */
    private void review(String classId) {
        step(school.administrator(), classId, "submission").expectStatus().isOk();
        step(school.principal(), classId, "approval").expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec publish(String token, String classId) {
        return step(token, classId, "publication");
    }

    private WebTestClient.ResponseSpec publishAtOnce(String token, String classId) {
        return client.put()
                .uri("/api/classes/{id}/timetable/publication", classId)
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"emergencyReason\":\"台风停课，改为线上\"}")
                .exchange();
    }

    private String save(String classId, String csv, LocalDate from, String ifMatch) {
        var request = upload(school.administrator(), classId, from);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        var answer = request.bodyValue(csv).exchange();
        answer.expectStatus().is2xxSuccessful();
        return answer.returnResult(Void.class).getResponseHeaders().getETag();
    }

    private String saveAndPublish(String classId, String csv, LocalDate from, String ifMatch) {
        save(classId, csv, from, ifMatch);
        review(classId);
        var answer = publish(school.administrator(), classId);
        answer.expectStatus().isOk();
        return answer.returnResult(Void.class).getResponseHeaders().getETag();
    }

    private static void problem(WebTestClient.ResponseSpec answer, int status, String slug) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/" + slug)
                .jsonPath("$.title")
                .isNotEmpty();
    }

    @Test
    void every_endpoint_answers_every_role_as_declared() {
        saveAndPublish(school.classId, school.csv(), MONDAY, null);
        var matrix = new RoleMatrix(client, requestMappingHandlerMapping)
                .actor("administrator", school.administrator())
                .actor("head teacher", school.headTeacher())
                .actor("teacher of the class", school.teacher())
                .actor("colleague", school.colleague())
                .actor("student", school.studentToken())
                .actor("guardian", school.guardianToken())
                .actor("other guardian", school.otherGuardian())
                .actor("neighbour", school.neighbourAdministrator())
                .actor("bureau", school.bureau())
                .actor("engineer", school.engineer())
                .actor("nobody", null);
        matrix.endpoint(
                HttpMethod.GET,
                "/api/classes/{id}/timetable",
                c -> c.get().uri("/api/classes/{id}/timetable", school.classId),
                expected(200, 200, 200, 404, 403, 403, 404, 404, 200, 404));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/classes/{id}/timetable",
                c -> c.put()
                        .uri("/api/classes/{id}/timetable", school.classId)
                        .contentType(CSV)
                        .header("If-Match", "\"999\"")
                        .bodyValue(school.csv("英语")),
                expected(412, 412, 403, 404, 403, 403, 404, 404, 403, 404));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/classes/{id}/timetable/publication",
                c -> c.put().uri("/api/classes/{id}/timetable/publication", school.classId),
                expected(200, 200, 403, 404, 403, 403, 404, 404, 403, 404));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/classes/{id}/lessons",
                c -> c.get().uri("/api/classes/{id}/lessons?date={d}", school.classId, MONDAY),
                expected(200, 200, 200, 404, 200, 200, 404, 404, 200, 404));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/me/lessons",
                c -> c.get().uri("/api/me/lessons?date={d}", MONDAY),
                expected(200, 200, 200, 200, 200, 400, 400, 200, 200, 200));
        LiveEndpoints.list(matrix, school, MONDAY);
        CatalogueEndpoints.list(matrix, school, ScheduleTest::expected);
        ExchangeEndpoints.list(matrix, school, ScheduleTest::expected);
        CourseEndpoints.list(matrix, school, ScheduleTest::expected);
        aroundTheTimetable(matrix);
        ofTheSchool(matrix);
        QuestionEndpoints.list(matrix, school, ScheduleTest::expected);
        AllianceEndpoints.list(matrix, school, alliance(), ScheduleTest::expected);
        PackEndpoints.list(matrix, school, MONDAY, ScheduleTest::expected);
        BroadcastEndpoints.list(matrix, school, broadcast(), MONDAY, ScheduleTest::expected);
        FilingEndpoints.list(matrix, client, school, MONDAY, ScheduleTest::expected);
        PhaseEndpoints.list(matrix, school, ScheduleTest::expected);
        ChangeEndpoints.list(matrix, school, MONDAY, ScheduleTest::expected);
        calendars(matrix);
        matrix.verify();
    }

    private String alliance() {
        var id = "alliance-" + school.county;
        client.put()
                .uri("/api/alliances/{id}", id)
                .headers(headers -> headers.setBearerAuth(school.teachingOfficer()))
                .bodyValue(AllianceEndpoints.body(school))
                .exchange()
                .expectStatus()
                .isOk();
        return id;
    }

    /** Of the county, for every class of grade 7, with a draft. */
    private String broadcast() {
        var id = client.post()
                .uri("/api/orgs/{id}/broadcasts", school.county)
                .headers(headers -> headers.setBearerAuth(school.teachingOfficer()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .bodyValue(Map.of(
                        "name",
                        "全县物理同步课",
                        "subject",
                        "物理",
                        "stage",
                        "JUNIOR",
                        "grades",
                        List.of(7),
                        "everyClassOf",
                        school.county,
                        "teacherIds",
                        List.of(school.wang)))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getString("id");
        client.put()
                .uri("/api/broadcasts/{id}/timetable?effectiveFrom={from}", id, MONDAY)
                .headers(headers -> headers.setBearerAuth(school.teachingOfficer()))
                .contentType(CSV)
                .bodyValue("weekday,period,start,end,subject,teacherId,room,mode\n3,9,19:00,19:40,物理," + school.wang
                        + ",,CENTRAL_LIVE\n")
                .exchange()
                .expectStatus()
                .isCreated();
        return id;
    }

    /** The same for a class, whose timetable is published, and for a group, which has a draft. */
    private void aroundTheTimetable(RoleMatrix matrix) {
        var group = group();
        client.put()
                .uri("/api/groups/{id}/timetable?effectiveFrom={from}", group, MONDAY)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(CSV)
                .bodyValue(school.groupCsv())
                .exchange()
                .expectStatus()
                .isCreated();
        var copy = Map.of("weekOf", MONDAY, "effectiveFrom", MONDAY.plusWeeks(1));
        for (var kind : List.of("classes", "groups")) {
            boolean ofClass = kind.equals("classes");
            var id = ofClass ? school.classId : group;
            var path = "/api/" + kind + "/{id}/timetable";
            int head = ofClass ? 0 : 404;
            int step = ofClass ? 409 : 200;
            if (!ofClass) {
                matrix.endpoint(
                        HttpMethod.GET,
                        path,
                        c -> c.get().uri(path, id),
                        expected(200, 404, 200, 404, 403, 403, 404, 404, 200, 404));
                matrix.endpoint(
                        HttpMethod.PUT,
                        path,
                        c -> c.put()
                                .uri(path, id)
                                .contentType(CSV)
                                .header("If-Match", "\"999\"")
                                .bodyValue(school.csv("英语")),
                        expected(412, 404, 403, 404, 403, 403, 404, 404, 403, 404));
                matrix.endpoint(
                        HttpMethod.PUT,
                        path + "/publication",
                        c -> c.put().uri(path + "/publication", id),
                        expected(409, 404, 403, 404, 403, 403, 404, 404, 403, 404));
                matrix.endpoint(
                        HttpMethod.GET,
                        "/api/groups/{id}/lessons",
                        c -> c.get().uri("/api/groups/{id}/lessons?date={d}", id, MONDAY),
                        expected(200, 404, 200, 404, 200, 200, 404, 404, 200, 404));
            }
            matrix.endpoint(
                    HttpMethod.GET,
                    path + "/versions",
                    c -> c.get().uri(path + "/versions?on={d}", id, MONDAY),
                    ofClass
                            ? expected(200, 200, 200, 404, 403, 403, 404, 404, 200, 404)
                            : expected(404, 404, 404, 404, 403, 403, 404, 404, 404, 404));
            matrix.endpoint(
                    HttpMethod.PUT,
                    path + "/copy",
                    c -> c.put()
                            .uri(path + "/copy", id)
                            .header("If-Match", "\"999\"")
                            .bodyValue(copy),
                    ofClass
                            ? expected(412, 412, 403, 404, 403, 403, 404, 404, 403, 404)
                            : expected(404, 404, 403, 404, 403, 403, 404, 404, 403, 404));
            matrix.endpoint(
                    HttpMethod.PUT,
                    path + "/submission",
                    c -> c.put().uri(path + "/submission", id),
                    expected(step, ofClass ? 409 : 404, 403, 404, 403, 403, 404, 404, 403, 404));
            matrix.endpoint(
                    HttpMethod.PUT,
                    path + "/approval",
                    c -> c.put().uri(path + "/approval", id),
                    expected(ofClass ? 409 : 403, ofClass ? 403 : head, 403, 404, 403, 403, 404, 404, 403, 404));
            matrix.endpoint(
                    HttpMethod.PUT,
                    path + "/return",
                    c -> c.put().uri(path + "/return", id).bodyValue(Map.of("comment", "请调整体育课")),
                    expected(step, ofClass ? 403 : head, 403, 404, 403, 403, 404, 404, 403, 404));
        }
    }

    private void calendars(RoleMatrix matrix) {
        var path = "/api/me/feeds/{kind}/{id}";
        matrix.endpoint(
                HttpMethod.PUT,
                path,
                c -> c.put().uri(path, "CLASS", school.classId),
                expected(404, 200, 200, 404, 200, 200, 404, 404, 404, 404));
        matrix.endpoint(
                HttpMethod.DELETE,
                path,
                c -> c.delete().uri(path, "CLASS", "no-such-class"),
                expected(404, 404, 404, 404, 404, 404, 404, 404, 404, 404));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/me/feeds",
                c -> c.get().uri("/api/me/feeds"),
                expected(200, 200, 200, 200, 200, 200, 200, 200, 200, 200));
        var public404 = new HashMap<>(expected(404, 404, 404, 404, 404, 404, 404, 404, 404, 404));
        public404.put("nobody", 404);
        matrix.endpoint(
                HttpMethod.GET, "/api/feeds/{secret}.ics", c -> c.get().uri("/api/feeds/guessed.ics"), public404);
    }

    private void ofTheSchool(RoleMatrix matrix) {
        matrix.endpoint(
                HttpMethod.GET,
                "/api/teachers/{id}/lessons",
                c -> c.get().uri("/api/teachers/{id}/lessons?date={d}", school.li, MONDAY),
                expected(200, 200, 200, 200, 404, 404, 404, 404, 200, 404));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/rooms/{id}/lessons",
                c -> c.get().uri("/api/rooms/{id}/lessons?date={d}", school.school + "~机房", MONDAY),
                expected(200, 200, 200, 200, 404, 404, 404, 404, 200, 404));
        var group = group();
        var asked = Map.of(
                "name", "物理竞赛",
                "kind", "CONTEST",
                "classIds", List.of(school.classId),
                "studentIds", List.of(school.student),
                "teacherIds", List.of(school.li));
        var reading = expected(200, 200, 200, 200, 404, 404, 404, 404, 200, 404);
        matrix.endpoint(HttpMethod.GET, "/api/groups/{id}", c -> c.get().uri("/api/groups/{id}", group), reading);
        matrix.endpoint(
                HttpMethod.GET,
                "/api/schools/{schoolId}/groups",
                c -> c.get().uri("/api/schools/{id}/groups", school.school),
                reading);
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/groups/{id}",
                c -> c.put()
                        .uri("/api/groups/{id}", group)
                        .header("If-Match", "\"999\"")
                        .bodyValue(asked),
                expected(412, 403, 403, 403, 404, 404, 404, 404, 403, 404));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/groups/{id}/offer",
                c -> c.put()
                        .uri("/api/groups/{id}/offer", group)
                        .header("If-Match", "\"999\"")
                        .bodyValue(Map.of("orgId", school.county, "places", 3)),
                expected(412, 403, 403, 403, 404, 404, 404, 404, 403, 404));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/me/offered-groups",
                c -> c.get().uri("/api/me/offered-groups"),
                expected(403, 403, 403, 403, 200, 403, 403, 403, 403, 403));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/me/offered-groups/{id}",
                c -> c.put().uri("/api/me/offered-groups/{id}", group),
                expected(403, 403, 403, 403, 404, 403, 403, 403, 403, 403));
        matrix.endpoint(
                HttpMethod.DELETE,
                "/api/me/offered-groups/{id}",
                c -> c.delete().uri("/api/me/offered-groups/{id}", group),
                expected(404, 404, 404, 404, 404, 404, 404, 404, 404, 404));
        matrix.endpoint(
                HttpMethod.POST,
                "/api/schools/{schoolId}/groups",
                c -> c.post()
                        .uri("/api/schools/{id}/groups", school.school)
                        .header("Idempotency-Key", "matrix")
                        .bodyValue(asked),
                expected(201, 403, 403, 403, 404, 404, 404, 404, 403, 404));
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/schools/{schoolId}/bells",
                c -> c.put()
                        .uri("/api/schools/{id}/bells", school.school)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(School.BELLS),
                expected(200, 403, 403, 403, 404, 404, 404, 404, 403, 404));
        matrix.endpoint(
                HttpMethod.GET,
                "/api/schools/{schoolId}/bells",
                c -> c.get().uri("/api/schools/{id}/bells", school.school),
                reading);
        matrix.endpoint(
                HttpMethod.PUT,
                "/api/schools/{schoolId}/timetables/publication",
                c -> c.put()
                        .uri("/api/schools/{id}/timetables/publication", school.school)
                        .bodyValue(Map.of("ids", List.of(school.classId))),
                expected(200, 200, 403, 404, 404, 404, 404, 404, 403, 404));
    }

    private String group() {
        return client.post()
                .uri("/api/schools/{id}/groups", school.school)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .bodyValue(Map.of(
                        "name", "编程选修",
                        "kind", "ELECTIVE",
                        "classIds", List.of(school.classId, school.secondClassId),
                        "studentIds", List.of(school.student),
                        "teacherIds", List.of(school.li)))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getString("id");
    }

    private static Map<String, Integer> expected(int... statuses) {
        var actors = List.of(
                "administrator",
                "head teacher",
                "teacher of the class",
                "colleague",
                "student",
                "guardian",
                "other guardian",
                "neighbour",
                "bureau",
                "engineer");
        var expected = new HashMap<String, Integer>();
        for (int i = 0; i < actors.size(); i++) {
            expected.put(actors.get(i), statuses[i]);
        }
        expected.put("nobody", 401);
        return expected;
    }

    @Test
    void a_file_becomes_a_draft_that_only_publishing_makes_lessons() {
        upload(school.headTeacher(), school.classId, MONDAY)
                .bodyValue(school.csv())
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectHeader()
                .valueEquals("Location", "/api/classes/" + school.classId + "/timetable")
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("DRAFT")
                .jsonPath("$.effectiveFrom")
                .isEqualTo(MONDAY.toString())
                .jsonPath("$.lessons.length()")
                .isEqualTo(4)
                .jsonPath("$.lessons[0].start")
                .isEqualTo("08:00");
        get(school.studentToken(), "/api/me/lessons?date={d}", MONDAY)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
        problem(publish(school.headTeacher(), school.classId), 409, "timetable-not-approved");
        review(school.classId);
        publish(school.headTeacher(), school.classId)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"5\"")
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("PUBLISHED")
                .jsonPath("$.versions[0].number")
                .isEqualTo(1)
                .jsonPath("$.versions[0].lessonsPerWeek")
                .isEqualTo(4);
        get(school.studentToken(), "/api/me/lessons?date={d}", MONDAY)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.date")
                .isEqualTo(MONDAY.toString())
                .jsonPath("$.items.length()")
                .isEqualTo(2)
                .jsonPath("$.items[0].subject")
                .isEqualTo("语文")
                .jsonPath("$.items[0].className")
                .isEqualTo("七（1）班")
                .jsonPath("$.items[0].start")
                .isEqualTo("08:00")
                .jsonPath("$.items[0].startsAt")
                .isEqualTo(MONDAY + "T00:00:00Z")
                .jsonPath("$.items[0].id")
                .isNotEmpty();
        get(school.studentToken(), "/api/me/lessons?date={d}", MONDAY.minusDays(7))
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void a_teacher_sees_the_own_lessons_of_all_classes_and_a_guardian_those_of_the_child() {
        saveAndPublish(school.classId, school.csv(), MONDAY, null);
        saveAndPublish(school.secondClassId, school.otherCsv(), MONDAY, null);
        get(school.headTeacher(), "/api/me/lessons?date={d}", MONDAY)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(2)
                .jsonPath("$.items[0].className")
                .isEqualTo("七（1）班")
                .jsonPath("$.items[1].className")
                .isEqualTo("七（2）班");
        get(school.guardianToken(), "/api/me/lessons?date={d}&childId={c}", MONDAY, school.student)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(2);
        problem(
                get(school.otherGuardian(), "/api/me/lessons?date={d}&childId={c}", MONDAY, school.student),
                404,
                "child-not-found");
        problem(get(school.guardianToken(), "/api/me/lessons?date={d}", MONDAY), 400, "child-not-named");
    }

    @Test
    void a_week_is_told_of_a_class_a_teacher_and_a_room() {
        saveAndPublish(school.classId, school.csv(), MONDAY, null);
        for (var path : List.of("/api/me/lessons?week=", "/api/classes/" + school.classId + "/lessons?week=")) {
            get(school.studentToken(), path + MONDAY.plusDays(3))
                    .expectBody()
                    .jsonPath("$.from")
                    .isEqualTo(MONDAY.toString())
                    .jsonPath("$.to")
                    .isEqualTo(MONDAY.plusDays(6).toString())
                    .jsonPath("$.items.length()")
                    .isEqualTo(4)
                    .jsonPath("$.items[3].date")
                    .isEqualTo(MONDAY.plusDays(1).toString());
        }
        get(school.administrator(), "/api/teachers/{id}/lessons?week={d}", school.wang, MONDAY)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(2);
        get(school.administrator(), "/api/rooms/{id}/lessons?week={d}", school.school + "~七（1）班教室", MONDAY)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].subject")
                .isEqualTo("语文");
        problem(get(school.administrator(), "/api/rooms/{id}/lessons", "机房"), 404, "room-not-found");
        problem(
                get(school.neighbourAdministrator(), "/api/rooms/{id}/lessons", school.school + "~机房"),
                404,
                "school-not-found");
    }

    private String address(String token, String kind, String id) {
        return client.put()
                .uri("/api/me/feeds/{kind}/{id}", kind, id)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getString("address");
    }

    private String calendar(String address) {
        return client.get()
                .uri(address)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/calendar")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static List<VEvent> events(String calendar) {
        return Biweekly.parse(calendar).first().getEvents();
    }

    @Test
    void a_calendar_keeps_the_ids_of_lessons_counts_changes_and_tells_what_is_cancelled() {
        var version = saveAndPublish(school.classId, school.csv(), MONDAY, null);
        var address = address(school.guardianToken(), "STUDENT", school.student);
        var before = events(calendar(address));
        var tag = client.get()
                .uri(address)
                .exchange()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
        client.get()
                .uri(address)
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isNotModified();

        var withoutTuesday = school.csv().replaceAll("(?m)^2,.*\\n", "");
        saveAndPublish(school.classId, withoutTuesday, MONDAY, version);
        var after = events(calendar(address));

        assertThat(before).isNotEmpty().allMatch(event -> event.getStatus().isConfirmed());
        assertThat(after)
                .extracting(event -> event.getUid().getValue())
                .containsExactlyElementsOf(
                        before.stream().map(event -> event.getUid().getValue()).toList());
        assertThat(after).allMatch(event -> event.getSequence().getValue() == 2);
        assertThat(after.stream().filter(event -> event.getStatus().isCancelled()))
                .isNotEmpty()
                .extracting(event -> event.getUid().getValue())
                .containsExactlyElementsOf(before.stream()
                        .filter(event -> LocalDate.ofInstant(
                                                event.getDateStart().getValue().toInstant(), ZoneId.of("Asia/Shanghai"))
                                        .getDayOfWeek()
                                == DayOfWeek.TUESDAY)
                        .map(event -> event.getUid().getValue())
                        .toList());
        client.get()
                .uri(address)
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(calendar(address).length()).isLessThan(1_000_000);
        assertThat(events(calendar(address(school.headTeacher(), "TEACHER", school.wang))))
                .isNotEmpty();
        assertThat(events(calendar(address(school.headTeacher(), "ROOM", school.school + "~七（1）班教室"))))
                .isNotEmpty();
    }

    @Test
    void a_calendar_address_is_as_secret_as_its_owner_keeps_it_and_can_be_revoked() {
        saveAndPublish(school.classId, school.csv(), MONDAY, null);
        var first = address(school.studentToken(), "CLASS", school.classId);
        var second = address(school.studentToken(), "CLASS", school.classId);
        problem(client.get().uri(first).exchange(), 404, "feed-not-found");
        calendar(second);
        for (var stranger : List.of(school.otherGuardian(), school.neighbourAdministrator(), school.colleague())) {
            problem(
                    client.put()
                            .uri("/api/me/feeds/CLASS/{id}", school.classId)
                            .headers(headers -> headers.setBearerAuth(stranger))
                            .exchange(),
                    404,
                    "feed-subject-not-found");
        }
        client.delete()
                .uri("/api/me/feeds/CLASS/{id}", school.classId)
                .headers(headers -> headers.setBearerAuth(school.studentToken()))
                .exchange()
                .expectStatus()
                .isNoContent();
        problem(client.get().uri(second).exchange(), 404, "feed-not-found");
        get(school.studentToken(), "/api/me/feeds")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void a_group_overlays_the_time_that_its_classes_leave_open_and_no_other() {
        var open = "weekday,period,start,end,subject,teacherId,open\n3,5,15:00,15:40,选修,,yes\n3,6,15:55,16:35,语文,"
                + school.wang + ",\n";
        saveAndPublish(school.classId, open, MONDAY, null);
        saveAndPublish(school.secondClassId, open.replace(school.wang, school.li), MONDAY, null);
        var group = group();
        publishGroup(group, school.groupCsv()).expectStatus().isOk();
        get(school.studentToken(), "/api/me/lessons?date={d}", MONDAY.plusDays(2))
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(2)
                .jsonPath("$.items[0].subject")
                .isEqualTo("编程")
                .jsonPath("$.items[1].subject")
                .isEqualTo("语文");

        var other = group();
        publishGroup(other, school.groupCsv().replace(school.li, school.wang).replace("机房", "实验室"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.clashes[0].otherHolderId")
                .isEqualTo(group);
        var third = group();
        publishGroup(third, school.groupCsv().replace("15:00,15:40", "16:00,16:40"))
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void a_group_with_lessons_to_come_is_neither_closed_nor_moved_and_takes_no_teacher_of_others() {
        var open = "weekday,period,start,end,subject,teacherId,open\n3,5,15:00,15:40,选修,,yes\n";
        saveAndPublish(school.classId, open, MONDAY, null);
        saveAndPublish(school.secondClassId, open, MONDAY, null);
        var group = group();
        problem(
                change(group, List.of(school.classId), List.of(school.neighbourTeacher), false),
                422,
                "group-teacher-unknown");
        publishGroup(group, school.groupCsv()).expectStatus().isOk();

        problem(change(group, List.of(school.classId), List.of(school.li), false), 409, "group-in-use");
        problem(
                change(group, List.of(school.classId, school.secondClassId), List.of(school.li), true),
                409,
                "group-in-use");
        var idle = group();
        change(idle, List.of(school.classId), List.of(school.li), true)
                .expectStatus()
                .isOk();
        problem(
                client.put()
                        .uri("/api/groups/{id}/timetable", idle)
                        .headers(headers -> headers.setBearerAuth(school.administrator()))
                        .contentType(CSV)
                        .bodyValue(school.groupCsv())
                        .exchange(),
                409,
                "group-closed");
    }

    private WebTestClient.ResponseSpec change(
            String group, List<String> classes, List<String> teachers, boolean closed) {
        return client.put()
                .uri("/api/groups/{id}", group)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .header("If-Match", "\"1\"")
                .bodyValue(Map.of(
                        "name",
                        "编程选修",
                        "kind",
                        "ELECTIVE",
                        "classIds",
                        classes,
                        "studentIds",
                        List.of(school.student),
                        "teacherIds",
                        teachers,
                        "closed",
                        closed))
                .exchange();
    }

    private WebTestClient.ResponseSpec publishGroup(String group, String csv) {
        var path = "/api/groups/" + group + "/timetable";
        client.put()
                .uri(path + "?effectiveFrom=" + MONDAY)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(CSV)
                .bodyValue(csv)
                .exchange()
                .expectStatus()
                .isCreated();
        put(school.administrator(), path + "/submission").expectStatus().isOk();
        put(school.principal(), path + "/approval").expectStatus().isOk();
        return put(school.administrator(), path + "/publication");
    }

    private WebTestClient.ResponseSpec put(String token, String path) {
        return client.put()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    @Test
    void times_that_a_file_leaves_out_are_those_of_the_bells_of_each_season() {
        var times = "星期,节次,科目,教师\n一,2,数学," + school.li + "\n";
        problem(
                upload(school.administrator(), school.classId, MONDAY)
                        .bodyValue(times)
                        .exchange(),
                400,
                "timetable-cells");
        client.put()
                .uri("/api/schools/{id}/bells", school.school)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(School.BELLS)
                .exchange()
                .expectStatus()
                .isOk();
        var april = LocalDate.of(TODAY.getYear() + (TODAY.getMonthValue() > 4 ? 1 : 0), 4, 20);
        upload(school.administrator(), school.classId, april)
                .bodyValue(times)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.lessons.length()")
                .isEqualTo(2)
                .jsonPath("$.lessons[0].start")
                .isEqualTo("14:00")
                .jsonPath("$.lessons[0].until")
                .isEqualTo(april.withDayOfMonth(30).toString())
                .jsonPath("$.lessons[1].start")
                .isEqualTo("14:30")
                .jsonPath("$.lessons[1].from")
                .isEqualTo(april.plusMonths(1).withDayOfMonth(1).toString());
    }

    @Test
    void nobody_publishes_in_less_than_three_days_but_who_may_and_says_why() {
        save(school.classId, school.csv(), TODAY, null);
        review(school.classId);
        if (TODAY.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)).isBefore(TODAY.plusDays(3))
                || TODAY.with(TemporalAdjusters.nextOrSame(DayOfWeek.TUESDAY)).isBefore(TODAY.plusDays(3))) {
            problem(publish(school.administrator(), school.classId), 422, "notice-too-short");
        }
        problem(publishAtOnce(school.administrator(), school.classId), 403, "emergency-forbidden");
        publishAtOnce(school.principal(), school.classId)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.versions[0].emergency")
                .isEqualTo(true)
                .jsonPath("$.versions[0].approvedBy")
                .isNotEmpty();
        assertThat(meters.find("airclass.timetable.notice.breached").counters()).isNotEmpty();
    }

    @Test
    void what_held_on_a_day_is_told_as_known_now_and_as_known_then() {
        var before = Instant.now();
        saveAndPublish(school.classId, school.csv(), MONDAY, null);
        var path = "/api/classes/" + school.classId + "/timetable/versions?on=" + MONDAY;

        get(school.administrator(), path)
                .expectBody()
                .jsonPath("$.number")
                .isEqualTo(1)
                .jsonPath("$.lessons.length()")
                .isEqualTo(4);
        problem(get(school.administrator(), path + "&asOf={then}", before), 404, "timetable-not-found");
    }

    @Test
    void a_week_is_copied_into_a_version_of_its_own() {
        saveAndPublish(school.classId, school.csv(), MONDAY, null);
        client.put()
                .uri("/api/classes/{id}/timetable/copy", school.classId)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .header("If-Match", "\"5\"")
                .bodyValue(Map.of(
                        "weekOf",
                        MONDAY,
                        "effectiveFrom",
                        MONDAY.plusWeeks(1),
                        "lastDay",
                        MONDAY.plusDays(11),
                        "why",
                        "期中考试周"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("DRAFT")
                .jsonPath("$.temporary")
                .isEqualTo(true)
                .jsonPath("$.why")
                .isEqualTo("期中考试周")
                .jsonPath("$.lessons.length()")
                .isEqualTo(4)
                .jsonPath("$.versions.length()")
                .isEqualTo(1);
    }

    @Test
    void a_repeat_gets_304_until_the_timetable_changes() {
        var version = saveAndPublish(school.classId, school.csv(), MONDAY, null);
        for (var uri : List.of(
                "/api/me/lessons?date=" + MONDAY, "/api/classes/" + school.classId + "/lessons?date=" + MONDAY)) {
            var tag = get(school.studentToken(), uri)
                    .returnResult(Void.class)
                    .getResponseHeaders()
                    .getETag();
            client.get()
                    .uri(uri)
                    .headers(headers -> headers.setBearerAuth(school.studentToken()))
                    .header("If-None-Match", tag)
                    .exchange()
                    .expectStatus()
                    .isNotModified();
        }
        var tag = get(school.studentToken(), "/api/me/lessons?date={d}", MONDAY)
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
        saveAndPublish(school.classId, school.csv("英语"), MONDAY, version);
        client.get()
                .uri("/api/me/lessons?date={d}", MONDAY)
                .headers(headers -> headers.setBearerAuth(school.studentToken()))
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void a_holiday_has_no_lessons_and_an_adjusted_saturday_runs_the_named_weekday() {
        LocalDate saturday = MONDAY.plusDays(5);
        saveAndPublish(school.classId, school.csv(), MONDAY, null);
        upload(school.neighbourAdministrator(), school.neighbourClassId, MONDAY)
                .bodyValue(school.neighbourCsv())
                .exchange()
                .expectStatus()
                .isCreated();
        step(school.neighbourAdministrator(), school.neighbourClassId, "submission")
                .expectStatus()
                .isOk();
        step(school.teachingOfficer(), school.neighbourClassId, "approval")
                .expectStatus()
                .isOk();
        publish(school.neighbourAdministrator(), school.neighbourClassId)
                .expectStatus()
                .isOk();
        school.says(
                roster,
                school.county,
                new CalendarDay(MONDAY, CalendarDayKind.HOLIDAY, null, "元旦"),
                new CalendarDay(saturday, CalendarDayKind.ADJUSTED, DayOfWeek.MONDAY, "元旦调休"));
        school.says(
                roster, school.neighbour, new CalendarDay(MONDAY, CalendarDayKind.ADJUSTED, DayOfWeek.MONDAY, "照常上课"));

        for (String token : List.of(school.studentToken(), school.headTeacher())) {
            eventually(() -> get(token, "/api/me/lessons?date={d}", MONDAY)
                    .expectBody()
                    .jsonPath("$.items.length()")
                    .isEqualTo(0));
            get(token, "/api/me/lessons?date={d}", saturday)
                    .expectBody()
                    .jsonPath("$.items[0].subject")
                    .isEqualTo("语文")
                    .jsonPath("$.items[0].startsAt")
                    .isEqualTo(saturday + "T00:00:00Z");
        }
        get(school.bureau(), "/api/classes/{id}/lessons?date={d}", school.neighbourClassId, MONDAY)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1);
    }

    /** R002; that supervision reads the figures and teaching does not, the roster's GroupTest shows. */
    @Test
    void the_teaching_group_of_a_bureau_changes_timetables_and_the_supervision_group_only_looks() {
        upload(school.teachingOfficer(), school.classId, MONDAY)
                .bodyValue(school.csv())
                .exchange()
                .expectStatus()
                .isCreated();
        review(school.classId);
        publish(school.teachingOfficer(), school.classId).expectStatus().isOk();

        problem(
                upload(school.bureau(), school.classId, MONDAY)
                        .bodyValue(school.csv("英语"))
                        .exchange(),
                403,
                "forbidden");
        get(school.bureau(), "/api/classes/{id}/timetable", school.classId)
                .expectStatus()
                .isOk();
    }

    @Test
    void a_later_version_does_not_change_what_held_before() {
        var version = saveAndPublish(school.classId, school.csv(), MONDAY, null);
        saveAndPublish(school.classId, school.csv("英语"), MONDAY.plusWeeks(1), version);
        get(school.studentToken(), "/api/me/lessons?date={d}", MONDAY)
                .expectBody()
                .jsonPath("$.items[0].subject")
                .isEqualTo("语文");
        get(school.studentToken(), "/api/me/lessons?date={d}", MONDAY.plusWeeks(1))
                .expectBody()
                .jsonPath("$.items[0].subject")
                .isEqualTo("英语");
        get(school.administrator(), "/api/classes/{id}/timetable", school.classId)
                .expectBody()
                .jsonPath("$.versions.length()")
                .isEqualTo(2);
    }

    @Test
    void the_past_is_not_rewritten() {
        save(school.classId, school.csv(), TODAY.minusDays(30), null);
        review(school.classId);
        var version = publishAtOnce(school.principal(), school.classId)
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
        save(school.classId, school.csv("英语"), TODAY.minusDays(1), version);
        review(school.classId);
        problem(publish(school.administrator(), school.classId), 422, "effective-date-passed");
    }

    @Test
    void publishing_is_told_once_and_counted_by_county() {
        double before = published();
        saveAndPublish(school.classId, school.csv(), MONDAY, null);
        publish(school.administrator(), school.classId).expectStatus().isOk();
        var events = new ArrayList<String>();
        try (var consumer = consumer()) {
            eventually(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (school.classId.equals(record.key())) {
                        events.add(new String(
                                        record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8) + " "
                                + record.value());
                    }
                });
                assertThat(events).isNotEmpty();
            });
            consumer.poll(Duration.ofSeconds(1)).forEach(record -> {
                if (school.classId.equals(record.key())) {
                    events.add(record.value());
                }
            });
        }
        assertThat(events)
                .singleElement()
                .asString()
                .startsWith("io.airclass.schedule.timetable-published.v1")
                .contains("\"versionNumber\":1", "\"lessonsPerWeek\":4", school.county)
                .doesNotContain("王芳");
        assertThat(published() - before).isEqualTo(1);
    }

    private double published() {
        var counter = meters.find("airclass.timetable.published")
                .tags("county", "522301", "stage", "JUNIOR")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private static KafkaConsumer<String, String> consumer() {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        Infrastructure.kafka(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(Topics.SCHEDULE));
        return consumer;
    }

    @Test
    void gb18030_and_a_byte_order_mark_are_read() {
        upload(school.administrator(), school.classId, MONDAY)
                .bodyValue(school.csv().getBytes(Charset.forName("GB18030")))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.lessons[0].subject")
                .isEqualTo("语文");
        upload(school.administrator(), school.secondClassId, MONDAY)
                .bodyValue("\uFEFF" + school.otherCsv())
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @Test
    void bad_cells_are_listed_and_nothing_is_stored() {
        var csv = school.csv().replace("1,2,08:55", "8,2,8点50");
        upload(school.administrator(), school.classId, MONDAY)
                .header("Accept-Language", "en")
                .bodyValue(csv)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/timetable-cells")
                .jsonPath("$.errors.length()")
                .isEqualTo(2)
                .jsonPath("$.errors[0].row")
                .isEqualTo(3)
                .jsonPath("$.errors[0].column")
                .isEqualTo("weekday")
                .jsonPath("$.errors[0].message")
                .isEqualTo("must be a number from 1 (Monday) to 7")
                .jsonPath("$.errors[1].column")
                .isEqualTo("start");
        problem(get(school.administrator(), "/api/classes/{id}/timetable", school.classId), 404, "timetable-not-found");
    }

    @Test
    void a_teacher_of_another_school_is_not_known_here() {
        for (var stranger : List.of(school.neighbourTeacher, "nobody-at-all", school.student)) {
            upload(school.administrator(), school.classId, MONDAY)
                    .bodyValue(school.csv().replaceFirst(school.wang, stranger))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].row")
                    .isEqualTo(2)
                    .jsonPath("$.errors[0].column")
                    .isEqualTo("teacherId")
                    .jsonPath("$.errors[0].code")
                    .isEqualTo("teacher-unknown");
        }
    }

    @Test
    void lessons_of_a_class_at_the_same_time_are_refused_with_both() {
        upload(school.administrator(), school.classId, MONDAY)
                .bodyValue(school.csv() + "1,3,08:30,09:00,体育," + school.li + ",操场\n")
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/timetable-conflict")
                .jsonPath("$.conflicts.length()")
                .isEqualTo(2)
                .jsonPath("$.conflicts[0].weekday")
                .isEqualTo("MONDAY")
                .jsonPath("$.conflicts[0].start")
                .isEqualTo("08:00");
    }

    @Test
    void a_teacher_who_is_elsewhere_at_that_time_is_told_with_who_where_and_when() {
        saveAndPublish(school.classId, school.csv(), MONDAY, null);
        upload(school.administrator(), school.secondClassId, MONDAY.plusWeeks(2))
                .bodyValue(school.csv().replace("七（1）班教室", ""))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.warnings[0].type")
                .isEqualTo("timetable-clash")
                .jsonPath("$.warnings[0].refuses")
                .isEqualTo(true)
                .jsonPath("$.warnings[0].facts.clashes.length()")
                .isEqualTo(4)
                .jsonPath("$.warnings[0].facts.clashes[0].kind")
                .isEqualTo("TEACHER")
                .jsonPath("$.warnings[0].facts.clashes[0].id")
                .isNotEmpty()
                .jsonPath("$.warnings[0].facts.clashes[0].firstDay")
                .isEqualTo(MONDAY.plusWeeks(2).toString())
                .jsonPath("$.warnings[0].facts.clashes[0].otherHolderId")
                .isEqualTo(school.classId);
    }

    @Test
    void a_clash_that_came_up_after_saving_is_refused_when_publishing_and_the_draft_stays_approved() {
        save(school.classId, school.csv(), MONDAY, null);
        save(school.secondClassId, school.csv(), MONDAY, null);
        review(school.classId);
        review(school.secondClassId);
        publish(school.administrator(), school.classId).expectStatus().isOk();
        problem(publish(school.administrator(), school.secondClassId), 409, "timetable-clash");
        get(school.administrator(), "/api/classes/{id}/timetable", school.secondClassId)
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("APPROVED");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, x, 415, content-type-not-taken",
        "application/json, {}, 415, content-type-not-taken",
        "text/csv, '', 400, timetable-cells",
        "text/csv, 'weekday,period,start,end,subject,teacherId,room', 400, timetable-empty"
    })
    void what_is_no_timetable_is_refused(String type, String body, int status, String slug) {
        problem(
                client.put()
                        .uri("/api/classes/{id}/timetable", school.classId)
                        .headers(headers -> headers.setBearerAuth(school.administrator()))
                        .contentType(MediaType.parseMediaType(type))
                        .bodyValue(body)
                        .exchange(),
                status,
                slug);
    }

    @Test
    void a_body_that_is_too_large_or_no_text_is_refused() {
        problem(
                upload(school.administrator(), school.classId, MONDAY)
                        .bodyValue("x".repeat(300_000))
                        .exchange(),
                413,
                "body-too-large");
        problem(
                upload(school.administrator(), school.classId, MONDAY)
                        .bodyValue(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1})
                        .exchange(),
                400,
                "timetable-not-text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "2026-02-30", "2026-11-23T00:00:00Z", "23.11.2026", "11/23/26", "26/11/23", "%FF"})
    void a_date_that_is_none_is_refused(String date) {
        for (var path : List.of("/api/me/lessons?date=", "/api/classes/" + school.classId + "/lessons?date=")) {
            problem(
                    client.get()
                            .uri(base -> URI.create(base.build() + path + date))
                            .headers(headers -> headers.setBearerAuth(school.teacher()))
                            .exchange(),
                    400,
                    "malformed-request");
        }
    }

    @Test
    void dates_of_other_times_are_refused() {
        problem(get(school.teacher(), "/api/me/lessons?date=1999-12-31"), 400, "date-out-of-range");
        problem(get(school.teacher(), "/api/me/lessons?date={d}", "+999999999-12-31"), 400, "date-out-of-range");
        problem(
                upload(school.administrator(), school.classId, TODAY.plusDays(900))
                        .bodyValue(school.csv())
                        .exchange(),
                400,
                "effective-date-out-of-range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31", "-999999999-01-01", "+12026-09-07", "1999-12-31", "2101-01-01"})
    void no_date_of_other_times_is_taken_anywhere(String date) {
        var at = date + "T00:00:00Z";
        for (var path : List.of(
                "/api/me/lessons?week={d}",
                "/api/classes/" + school.classId + "/timetable/versions?on={d}",
                "/api/teachers/" + school.wang + "/load?from={d}&to={d}",
                "/api/statistics/questions?org=" + school.school + "&from={d}&to={d}",
                "/api/orgs/" + school.school + "/live-readiness?before={d}",
                "/api/classes/" + school.classId + "/timetable/files/grid.csv?on={d}",
                "/api/filing-calls/none/overview?org=" + school.school + "&week={d}")) {
            problem(get(school.administrator(), path, date, date), 400, "date-out-of-range");
        }
        problem(
                get(
                        school.administrator(),
                        "/api/classes/{id}/timetable/versions?on={d}&asOf={at}",
                        school.classId,
                        TODAY,
                        at),
                400,
                "date-out-of-range");
        var bodies = Map.<String, Object>of(
                "/api/classes/" + school.classId + "/timetable/copy",
                Map.of("weekOf", date, "effectiveFrom", TODAY),
                "/api/classes/" + school.classId + "/opt-outs/broadcast-none",
                Map.of("reason", "校内授课", "from", date),
                "/api/orgs/" + school.school + "/live-trainings",
                Map.of("personIds", List.of(school.wang), "trainedOn", date, "validUntil", date),
                "/api/classes/" + school.classId + "/courses/语文",
                Map.of("units", List.of(Map.of("name", "一", "until", date, "resourceIds", List.of()))),
                "/api/lessons/" + school.classId + "~20260907~1/move",
                Map.of("date", date, "period", 1, "why", "停电"),
                "/api/replays/none/pin",
                Map.of("until", at));
        bodies.forEach((path, body) -> problem(
                client.put()
                        .uri(path)
                        .headers(headers -> headers.setBearerAuth(school.administrator()))
                        .bodyValue(body)
                        .exchange(),
                400,
                "date-out-of-range"));
    }

    @Test
    void classes_that_do_not_exist_and_those_of_the_neighbour_look_alike() {
        for (var id : List.of("no-such-class", school.neighbourClassId, "a".repeat(200), "班级")) {
            problem(get(school.administrator(), "/api/classes/{id}/timetable", id), 404, "class-not-found");
            problem(get(school.administrator(), "/api/classes/{id}/lessons", id), 404, "class-not-found");
            problem(publish(school.administrator(), id), 404, "class-not-found");
            problem(
                    upload(school.administrator(), id, MONDAY)
                            .bodyValue(school.csv())
                            .exchange(),
                    404,
                    "class-not-found");
        }
    }

    @Test
    void who_edits_says_what_they_saw() {
        var first = save(school.classId, school.csv(), MONDAY, null);
        problem(
                upload(school.administrator(), school.classId, MONDAY)
                        .bodyValue(school.csv("英语"))
                        .exchange(),
                428,
                "if-match-missing");
        var second = save(school.classId, school.csv("英语"), MONDAY, first);
        problem(
                upload(school.administrator(), school.classId, MONDAY)
                        .header("If-Match", first)
                        .bodyValue(school.csv("历史"))
                        .exchange(),
                412,
                "stale-version");
        assertThat(save(school.classId, school.csv("英语"), MONDAY, first)).isEqualTo(second);
        problem(
                upload(school.administrator(), school.classId, MONDAY)
                        .header("If-Match", "seven")
                        .bodyValue(school.csv("历史"))
                        .exchange(),
                400,
                "etag-malformed");
    }

    @Test
    void of_fifty_saves_of_one_version_one_wins_and_the_others_are_told() {
        var seen = save(school.classId, school.csv(), MONDAY, null);
        var token = school.administrator();
        var statuses = Races.of(
                50,
                i -> () -> upload(token, school.classId, MONDAY)
                        .header("If-Match", seen)
                        .bodyValue(school.csv("科目" + i))
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 412)).hasSize(49);
        get(token, "/api/classes/{id}/timetable", school.classId).expectHeader().valueEquals("ETag", "\"2\"");
    }

    @Test
    void of_fifty_first_saves_one_wins_and_the_others_are_told() {
        var token = school.administrator();
        var statuses = Races.of(
                50,
                i -> () -> upload(token, school.classId, MONDAY)
                        .bodyValue(school.csv("科目" + i))
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 428)).hasSize(49);
    }

    @Test
    void a_teachers_lessons_are_found_by_an_index() {
        var indexes = Flux.from(
                        database.driver().getCollection("timetableVersions").listIndexes())
                .collectMap(index -> index.getString("name"), index -> index.get("key", Document.class)
                        .keySet())
                .block();
        assertThat(indexes.get("byTeacher")).containsExactly("teacherIds", "effectiveFrom", "_id");
    }

    @Test
    void fifty_who_publish_at_once_have_one_effect() {
        save(school.classId, school.csv(), MONDAY, null);
        review(school.classId);
        var token = school.administrator();
        double before = published();
        var statuses = Races.of(
                50,
                _ -> () -> client.put()
                        .uri("/api/classes/{id}/timetable/publication", school.classId)
                        .headers(headers -> headers.setBearerAuth(token))
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses).containsOnly(200);
        get(token, "/api/classes/{id}/timetable", school.classId)
                .expectHeader()
                .valueEquals("ETag", "\"5\"")
                .expectBody()
                .jsonPath("$.versions.length()")
                .isEqualTo(1);
        assertThat(published() - before).isEqualTo(1);
    }

    @Test
    void a_timetable_is_published_by_the_rules_in_force_on_its_days() {
        var hurried = school.csv().replace("08:55,09:35", "08:50,09:30");
        save(school.classId, hurried, MONDAY, null);
        review(school.classId);

        publish(school.administrator(), school.classId)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/policy-broken")
                .jsonPath("$.rule")
                .isEqualTo("TM-BREAK")
                .jsonPath("$.value")
                .isEqualTo(10)
                .jsonPath("$.limit")
                .isEqualTo(15)
                .jsonPath("$.date")
                .isEqualTo(MONDAY.toString())
                .jsonPath("$.cite")
                .isEqualTo("MOE ten measures (Oct 2025)")
                .jsonPath("$.detail")
                .isEqualTo("课间只有 10 分钟，至少应为 15 分钟。依据 TM-BREAK：MOE ten measures (Oct 2025)");
        get(school.administrator(), "/api/classes/{id}/lessons?date={day}", school.classId, MONDAY)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void the_regime_of_the_lessons_days_decides_not_that_of_today() {
        save(school.classId, school.csv(), MONDAY, null);
        review(school.classId);
        var monday = MONDAY.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();
        roster.apply(
                        new RegimeChangedV1(
                                school.county, List.of(new RegimePeriod(RegimeStatement.ONLINE, monday, null))),
                        1)
                .block();

        publish(school.administrator(), school.classId)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.rule")
                .isEqualTo("SCR-SEC-SITTING");

        roster.apply(
                        new RegimeChangedV1(
                                school.county,
                                List.of(
                                        new RegimePeriod(RegimeStatement.ONLINE, monday, null),
                                        new RegimePeriod(RegimeStatement.AS_ABOVE, monday, null))),
                        2)
                .block();
        publish(school.administrator(), school.classId).expectStatus().isOk();
    }
}
