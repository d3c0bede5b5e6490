package io.airclass.schedule.broadcast;

import static io.airclass.testkit.Eventually.eventually;
import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.Stored;
import io.airclass.kit.tables.TableLimits;
import io.airclass.kit.tables.Tables;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.School;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.live.PlannedLessons;
import io.airclass.schedule.live.PlannedLessons.Own;
import io.airclass.testkit.Races;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;

/** County lessons over HTTP: who gives them, who receives them, who does not want them. */
class BroadcastTest extends BroadcastServiceTest {
    @Autowired
    ReachService reach;

    @Autowired
    ReceptionRepository receptions;

    @Autowired
    AnnouncementService announcements;

    @Autowired
    PlannedLessons lessons;

    @Test
    void a_county_lesson_is_in_the_timetable_of_every_class_of_its_grade_and_of_a_new_class_by_itself() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        publish(broadcast, csv(), null);

        for (var token : List.of(school.studentToken(), school.neighbourAdministrator())) {
            found(token, "/api/broadcasts/{id}/lessons?date={d}", broadcast, MONDAY)
                    .jsonPath("$.items.length()")
                    .isEqualTo(1);
        }
        found(school.studentToken(), "/api/me/lessons?date={d}", MONDAY)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].id")
                .isEqualTo(new LessonId(broadcast, MONDAY, 3).toString())
                .jsonPath("$.items[0].className")
                .isEqualTo("全县物理同步课")
                .jsonPath("$.items[0].mode")
                .isEqualTo("CENTRAL_LIVE");
        found(school.guardianToken(), "/api/me/lessons?week={d}&childId={c}", MONDAY, school.student)
                .jsonPath("$.items.length()")
                .isEqualTo(1);
        found(school.administrator(), "/api/classes/{id}/lessons?date={d}", school.classId, MONDAY)
                .jsonPath("$.items.length()")
                .isEqualTo(1);

        var fresh = aClass("class-new-" + school.county, school.school, 7, "li-na-" + school.county);
        var newcomer = token("li-na-" + school.county, grant(Role.STUDENT, school.school));
        assertThat(lessonsOf(newcomer, MONDAY)).isEqualTo(1);
        assertThat(lessonsOf(receivingTeacher(), MONDAY)).as("teaches 物理 there").isEqualTo(1);
        assertThat(lessonsOf(school.teacher(), MONDAY)).as("teaches 数学 there").isZero();
        var planned = lessons.find(new LessonId(broadcast, MONDAY, 3)).block();
        eventually(() -> assertThat(
                        lessons.find(new LessonId(broadcast, MONDAY, 3)).block().classIds())
                .containsExactlyInAnyOrder(school.classId, school.secondClassId, school.neighbourClassId, fresh));
        assertThat(planned.teacherId()).isEqualTo(sun);
        assertThat(lessons.ofStudent(school.student, planned.startsAt(), planned.endsAt())
                        .collectList()
                        .block())
                .containsExactly(new Own(planned.lessonId(), school.classId));
        assertThat(lessons.ofStudent(
                                school.student,
                                planned.endsAt(),
                                planned.endsAt().plusSeconds(3_600))
                        .collectList()
                        .block())
                .isEmpty();

        var older = aClass("class-older-" + school.county, school.school, 8, "wu-di-" + school.county);
        assertThat(lessonsOf(token("wu-di-" + school.county, grant(Role.STUDENT, school.school)), MONDAY))
                .as("grade 8")
                .isZero();
        found(school.administrator(), "/api/classes/{id}/broadcasts", older)
                .jsonPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void it_takes_its_teacher_and_its_studio_and_nothing_of_the_classes() {
        publishClass(
                school.classId,
                "weekday,period,start,end,subject,teacherId,room\n1,3,10:00,10:40,语文," + school.wang + ",\n",
                null);
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        publish(broadcast, csv(), null);
        var other = create(school.teachingOfficer(), school.county, forAll("name", "全县物理复习课"));

        save(school.teachingOfficer(), "broadcasts/" + other, csv(), null)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.warnings[0].type")
                .isEqualTo("timetable-clash")
                .jsonPath("$.warnings[0].facts.clashes[*].kind")
                .isEqualTo(List.of("STUDIO", "TEACHER"));
    }

    @Test
    void it_is_given_out_as_a_file_and_taken_back_as_it_was() {
        var officer = school.teachingOfficer();
        var broadcast = create(officer, school.county, forAll());
        publish(broadcast, csv(), null);
        for (var form : List.of("grid.xlsx", "grid.csv", "list.csv")) {
            var file = get(officer, "/api/broadcasts/{id}/timetable/files/{file}", broadcast, form)
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .value("Content-Disposition", value -> assertThat(value)
                            .contains(URLEncoder.encode("全县物理同步课课程表", StandardCharsets.UTF_8)))
                    .expectBody(byte[].class)
                    .returnResult()
                    .getResponseBody();
            var rows = Tables.read(file, new TableLimits(1 << 20, 5, 100, 20, 1_000, 1_000))
                    .getFirst()
                    .rows();
            assertThat(rows.toString()).contains("物理", sun, "集中直播", "第一演播室");
            client.put()
                    .uri("/api/broadcasts/{id}/timetable?effectiveFrom={from}", broadcast, MONDAY)
                    .headers(headers -> headers.setBearerAuth(officer))
                    .contentType(MediaType.parseMediaType(Tables.isWorkbook(file) ? Tables.XLSX : Tables.CSV))
                    .bodyValue(file)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.state")
                    .isEqualTo("PUBLISHED");
        }
        problem(
                get(school.administrator(), "/api/broadcasts/{id}/timetable/files/grid.xlsx", broadcast),
                404,
                "class-not-found");
    }

    @Test
    void its_way_is_that_of_every_timetable_and_nobody_approves_the_own_draft() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        var path = "/api/broadcasts/" + broadcast + "/timetable";
        save(school.teachingOfficer(), "broadcasts/" + broadcast, csv(), null)
                .expectStatus()
                .isCreated();
        problem(put(school.teachingOfficer(), path + "/publication"), 409, "timetable-not-approved");
        put(school.teachingOfficer(), path + "/submission").expectStatus().isOk();
        problem(put(school.teachingOfficer(), path + "/approval"), 403, "reviewer-is-author");
        problem(put(school.administrator(), path + "/approval"), 404, "class-not-found");
        save(school.teachingOfficer(), "broadcasts/" + broadcast, csv().replace("10:00,10:40", ","), "\"2\"")
                .expectStatus()
                .isBadRequest();
        problem(
                save(school.teachingOfficer(), "broadcasts/" + broadcast, csv().replace(sun, school.wang), "\"2\""),
                400,
                "timetable-cells");
    }

    @Test
    void a_broadcast_is_refused_for_classes_and_teachers_that_are_not_its_organisations() {
        var officer = school.teachingOfficer();
        var path = "/api/orgs/{id}/broadcasts";
        problem(post(officer, forAll("everyClassOf", "root"), path, school.county), 422, "broadcast-place-unknown");
        problem(post(officer, forAll("everyClassOf", "none"), path, school.county), 422, "broadcast-place-unknown");
        problem(
                post(officer, forAll("teacherIds", List.of("none")), path, school.county),
                422,
                "broadcast-teacher-unknown");
        problem(post(officer, forAll("grades", List.of(13)), path, school.county), 400, "invalid-fields");
        problem(post(officer, forAll(), path, "root"), 404, "org-not-found");
        problem(post(school.administrator(), forAll(), path, school.county), 404, "org-not-found");
        problem(post(school.bureau(), forAll(), path, school.county), 403, "forbidden");
        problem(
                post(school.administrator(), forAll("everyClassOf", school.school), path, school.school),
                422,
                "broadcast-teacher-unknown");
    }

    @Test
    void the_same_request_again_makes_no_second_one_and_a_change_needs_the_version() {
        var token = school.teachingOfficer();
        var made = Races.of(
                8,
                _ -> () -> client.post()
                        .uri("/api/orgs/{id}/broadcasts", school.county)
                        .headers(headers -> headers.setBearerAuth(token))
                        .header("Idempotency-Key", "once")
                        .bodyValue(forAll())
                        .exchange()
                        .expectBody(Document.class)
                        .returnResult()
                        .getResponseBody()
                        .getString("id"));
        assertThat(Set.copyOf(made)).hasSize(1);
        var path = "/api/broadcasts/" + made.getFirst();
        problem(send(HttpMethod.PUT, token, forAll("closed", true), path), 428, "if-match-missing");
        var statuses = Races.of(
                8,
                i -> () -> client.put()
                        .uri(path)
                        .headers(headers -> headers.setBearerAuth(token))
                        .header("If-Match", "\"1\"")
                        .bodyValue(forAll("name", "全县物理课" + i))
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void with_lessons_to_come_it_is_for_whom_it_was_and_is_not_closed() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        publish(broadcast, csv(), null);
        for (var body : List.of(forAll("closed", true), forAll("grades", List.of(7, 8)), forAll("subject", "化学"))) {
            eventually(() -> problem(
                    client.put()
                            .uri("/api/broadcasts/{id}", broadcast)
                            .headers(headers -> headers.setBearerAuth(school.teachingOfficer()))
                            .header("If-Match", etag(broadcast))
                            .bodyValue(body)
                            .exchange(),
                    409,
                    "broadcast-in-use"));
        }
    }

    private String etag(String broadcast) {
        return get(school.teachingOfficer(), "/api/broadcasts/{id}", broadcast)
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
    }

    @Test
    void a_school_takes_a_class_out_with_a_reason_from_a_day_on_and_back_in() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        publish(broadcast, csv(), null);
        var second = MONDAY.plusWeeks(1);
        var path = "/api/classes/{c}/opt-outs/{b}";
        var reason = Map.of("reason", "本班由校内教师授课", "from", second);

        problem(
                send(HttpMethod.PUT, school.administrator(), Map.of("reason", " "), path, school.classId, broadcast),
                400,
                "invalid-fields");
        problem(
                send(
                        HttpMethod.PUT,
                        school.administrator(),
                        Map.of("reason", "昨天起", "from", TODAY.minusDays(1)),
                        path,
                        school.classId,
                        broadcast),
                400,
                "opt-out-day-unfit");
        problem(send(HttpMethod.PUT, school.teacher(), reason, path, school.classId, broadcast), 403, "forbidden");
        problem(
                send(HttpMethod.PUT, school.teachingOfficer(), reason, path, school.classId, broadcast),
                403,
                "forbidden");
        problem(
                send(HttpMethod.PUT, school.neighbourAdministrator(), reason, path, school.classId, broadcast),
                404,
                "class-not-found");
        problem(
                send(HttpMethod.PUT, school.administrator(), reason, path, school.classId, "broadcast-none"),
                404,
                "broadcast-not-found");

        send(HttpMethod.PUT, school.administrator(), reason, path, school.classId, broadcast)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.receives")
                .isEqualTo(true)
                .jsonPath("$.optOut.reason")
                .isEqualTo("本班由校内教师授课")
                .jsonPath("$.optOut.from")
                .isEqualTo(second.toString());
        assertThat(lessonsOf(school.studentToken(), MONDAY)).isEqualTo(1);
        assertThat(lessonsOf(school.studentToken(), second)).isZero();
        assertThat(reach.takingPart(broadcast, second).block())
                .contains(school.secondClassId)
                .doesNotContain(school.classId);
        assertThat(reach.takingPart(broadcast, MONDAY).block()).contains(school.classId);
        found(school.teachingOfficer(), "/api/broadcasts/{id}/classes", broadcast)
                .jsonPath("$.items[?(@.classId=='" + school.classId + "')].optOut.reason")
                .isEqualTo("本班由校内教师授课")
                .jsonPath("$.items.length()")
                .isEqualTo(3);

        client.delete()
                .uri(path, school.classId, broadcast)
                .headers(headers -> headers.setBearerAuth(school.principal()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.optOut")
                .doesNotExist();
        assertThat(lessonsOf(school.studentToken(), second)).isEqualTo(1);
        try (var heard = new Heard(broadcast)) {
            eventually(
                    () -> assertThat(heard.of("broadcast-opt-out")).hasSize(2).noneMatch(one -> one.contains("本班")));
        }
    }

    @Test
    void out_of_many_who_take_classes_out_at_once_each_class_is_out_once() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        var classes = IntStream.range(0, 4)
                .mapToObj(i -> school.anotherClass(roster, i))
                .toList();
        var statuses = Races.of(
                16,
                i -> () -> send(
                                HttpMethod.PUT,
                                i % 2 == 0 ? school.administrator() : school.principal(),
                                Map.of("reason", "理由" + i),
                                "/api/classes/{c}/opt-outs/{b}",
                                classes.get(i % 4),
                                broadcast)
                        .returnResult(Void.class)
                        .getStatus()
                        .value());

        assertThat(statuses).containsAnyOf(200).isSubsetOf(200, 409);
        classes.forEach(id -> send(
                        HttpMethod.PUT,
                        school.administrator(),
                        Map.of("reason", "再说一次"),
                        "/api/classes/{c}/opt-outs/{b}",
                        id,
                        broadcast)
                .expectStatus()
                .isOk());
        var kept = reach.saidOf(broadcast, school.school).block().orElseThrow().entries();
        assertThat(kept).extracting(Reception.Entry::classId).containsExactlyInAnyOrderElementsOf(classes);
    }

    @Test
    void schools_put_classes_in_where_no_class_receives_it_by_itself() {
        var body = asked("全县物理提高课", "teacherIds", List.of(sun));
        var broadcast = create(school.teachingOfficer(), school.county, body);
        publish(broadcast, csv(), null);
        var path = "/api/broadcasts/{b}/schools/{s}/classes";
        assertThat(lessonsOf(school.studentToken(), MONDAY)).isZero();

        send(
                        HttpMethod.PUT,
                        school.administrator(),
                        Map.of("classIds", List.of(school.classId)),
                        path,
                        broadcast,
                        school.school)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.classIds")
                .isEqualTo(List.of(school.classId));
        assertThat(lessonsOf(school.studentToken(), MONDAY)).isEqualTo(1);
        assertThat(reach.concerned(broadcast, "")
                        .map(SchoolClass::id)
                        .collectList()
                        .block())
                .containsExactly(school.classId);
        long read = guard.questions("broadcastReceptions");
        for (int i = 0; i < 100; i++) {
            assertThat(reach.isReceivedIn(school.school, broadcast, TODAY).block())
                    .isTrue();
            assertThat(reach.isReceivedIn(school.neighbour, broadcast, TODAY).block())
                    .isFalse();
        }
        assertThat(guard.questions("broadcastReceptions") - read)
                .as("but for the look each second at what others wrote")
                .isLessThan(50);
        for (var unfit :
                List.of(school.neighbourClassId, "none", aClass("class-8-" + school.county, school.school, 8))) {
            problem(
                    send(
                            HttpMethod.PUT,
                            school.administrator(),
                            Map.of("classIds", List.of(unfit)),
                            path,
                            broadcast,
                            school.school),
                    422,
                    "broadcast-class-unfit");
        }
        problem(
                send(
                        HttpMethod.PUT,
                        school.administrator(),
                        Map.of("classIds", List.of()),
                        path,
                        broadcast,
                        school.neighbour),
                404,
                "school-not-found");
        problem(
                send(HttpMethod.PUT, school.teacher(), Map.of("classIds", List.of()), path, broadcast, school.school),
                403,
                "forbidden");
        send(HttpMethod.PUT, school.administrator(), Map.of("classIds", List.of()), path, broadcast, school.school)
                .expectStatus()
                .isOk();
        assertThat(lessonsOf(school.studentToken(), MONDAY)).isZero();
    }

    @Test
    void a_broadcast_is_nothing_to_another_county() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        var other = new School(roster);
        for (var token : List.of(
                other.teachingOfficer(),
                other.administrator(),
                other.headTeacher(),
                other.studentToken(),
                other.guardianToken())) {
            problem(get(token, "/api/broadcasts/{id}", broadcast), 404, "broadcast-not-found");
            problem(get(token, "/api/broadcasts/{id}/classes", broadcast), 404, "broadcast-not-found");
            problem(get(token, "/api/broadcasts/{id}/lessons", broadcast), 404, "class-not-found");
            problem(get(token, "/api/broadcasts/{id}/timetable", broadcast), 404, "class-not-found");
        }
        problem(
                send(
                        HttpMethod.PUT,
                        other.administrator(),
                        Map.of("classIds", List.of(other.classId)),
                        "/api/broadcasts/{b}/schools/{s}/classes",
                        broadcast,
                        other.school),
                404,
                "broadcast-not-found");
        problem(get(school.studentToken(), "/api/broadcasts/{id}/classes", broadcast), 403, "forbidden");
        problem(get(school.administrator(), "/api/broadcasts/{id}/classes", broadcast), 403, "forbidden");
    }

    @Test
    void what_another_replica_wrote_is_known_soon() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        var there = new BroadcastRepository(database, Clock.systemUTC());
        there.followed().catchUp().block();
        assertThat(there.followed().find(broadcast)).isPresent();
        there.change(
                        broadcast,
                        Optional.empty(),
                        current -> Decision.accepted(current.value().told(7)))
                .block();
        there.change(broadcast, Optional.empty(), current -> {
                    var was = current.value();
                    return Decision.accepted(new Broadcast(
                            was.orgId(),
                            was.within(),
                            "全县物理同步课（改）",
                            was.subject(),
                            was.stage(),
                            was.grades(),
                            was.everyClassOf(),
                            was.allianceId(),
                            was.teacherIds(),
                            was.closed(),
                            was.savedBy(),
                            Instant.now().truncatedTo(ChronoUnit.MILLIS),
                            was.toldVersion()));
                })
                .block();
        eventually(
                () -> assertThat(reach.known(broadcast).block().value().name()).endsWith("（改）"));
    }

    @Test
    void what_is_closed_for_long_is_held_in_memory_no_more_and_read_where_it_is_asked_for() {
        var open = create(school.teachingOfficer(), school.county, forAll());
        var closed = create(school.teachingOfficer(), school.county, forAll("closed", true));
        var much = BroadcastRules.PAST_AFTER.plusDays(1);
        var later = new BroadcastRepository(database, Clock.offset(Clock.systemUTC(), much));
        var said = new ReceptionRepository(database, later, Clock.offset(Clock.systemUTC(), much));
        for (var broadcast : List.of(open, closed)) {
            receptions
                    .put(
                            broadcast,
                            school.school,
                            current -> Decision.accepted(current.orElse(new Reception(
                                    broadcast,
                                    school.school,
                                    List.of("root", school.county, school.school),
                                    List.of(),
                                    List.of(),
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS)))))
                    .block();
        }
        later.followed().catchUp().then(said.followed().catchUp()).block();

        assertThat(later.followed().find(open)).isPresent();
        assertThat(later.followed().find(closed)).isEmpty();
        assertThat(later.followed().in(school.county))
                .extracting(Stored::id)
                .contains(open)
                .doesNotContain(closed);
        assertThat(said.followed().find(ReceptionRepository.idOf(open, school.school)))
                .isPresent();
        assertThat(said.followed().find(ReceptionRepository.idOf(closed, school.school)))
                .isEmpty();
        assertThat(reach.known(closed).block().value().closed()).isTrue();
        assertThat(later.find(closed).block().value().closed()).isTrue();
    }

    @Test
    void nobody_elsewhere_receives_a_lesson_in_a_classroom() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        for (var mode : List.of("CLASSROOM", "AUDIO_ONLY", "")) {
            save(
                            school.teachingOfficer(),
                            "broadcasts/" + broadcast,
                            csv().replace("CENTRAL_LIVE", mode).replace("第一演播室", ""),
                            null)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[?(@.code=='mode-not-received')].column")
                    .isEqualTo("mode");
        }
        save(school.teachingOfficer(), "broadcasts/" + broadcast, """
                        weekday,period,start,end,subject,teacherId,room,mode,means
                        1,3,10:00,10:40,物理,%s,,TV,贵州教育频道
                        2,3,10:00,10:40,物理,%s,,ON_DEMAND,国家中小学智慧教育平台
                        """.formatted(sun, sun), null)
                .expectStatus()
                .isCreated();
        save(
                        school.administrator(),
                        "classes/" + school.classId,
                        "weekday,period,start,end,subject,teacherId,room\n1,3,10:00,10:40,语文," + school.wang + ",\n",
                        null)
                .expectStatus()
                .isCreated();
    }

    @Test
    void a_clash_is_told_to_both_and_refused_to_nobody() {
        publishClass(
                school.classId,
                "weekday,period,start,end,subject,teacherId,room\n1,3,09:50,10:30,语文," + school.wang + ",\n",
                null);
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        save(school.teachingOfficer(), "broadcasts/" + broadcast, csv(), null)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.warnings[?(@.type=='broadcast-clash')].refuses")
                .isEqualTo(false)
                .jsonPath("$.warnings[?(@.type=='broadcast-clash')].facts.clashes[0].id")
                .isEqualTo(school.classId);
        publish(broadcast, csv().replace("第一", "第二"), "\"1\"");

        found(school.teachingOfficer(), "/api/broadcasts/{id}/clashes", broadcast)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].classId")
                .isEqualTo(school.classId)
                .jsonPath("$.items[0].clashes[0].otherSubject")
                .isEqualTo("语文");
        problem(get(school.administrator(), "/api/broadcasts/{id}/clashes", broadcast), 403, "forbidden");
        found(school.headTeacher(), "/api/classes/{id}/broadcast-clashes", school.classId)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].broadcastId")
                .isEqualTo(broadcast)
                .jsonPath("$.items[0].clashes[0].firstDay")
                .isEqualTo(MONDAY.toString());
        problem(get(school.studentToken(), "/api/classes/{id}/broadcast-clashes", school.classId), 403, "forbidden");
        assertThat(lessonsOf(school.studentToken(), MONDAY)).isEqualTo(2);

        save(
                        school.administrator(),
                        "classes/" + school.secondClassId,
                        "weekday,period,start,end,subject,teacherId,room\n1,3,10:30,11:10,数学," + school.li + ",\n",
                        null)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.warnings[?(@.type=='broadcast-clash')].facts.count")
                .isEqualTo(1);
        publishClass(
                school.secondClassId,
                "weekday,period,start,end,subject,teacherId,room\n1,3,10:30,11:15,数学," + school.li + ",\n",
                "\"1\"");
        try (var heard = new Heard(broadcast)) {
            eventually(() -> {
                assertThat(heard.of("broadcast-published")).hasSize(1);
                assertThat(heard.of("broadcast-clashed"))
                        .hasSize(2)
                        .anyMatch(one -> one.contains("\"publishedId\":\"" + broadcast))
                        .anyMatch(one -> one.contains("\"publishedId\":\"" + school.secondClassId));
            });
            var again = event(broadcast, school.county);
            announcements.published(again).block();
            announcements.published(again).block();
            announcements.published(event(school.secondClassId, school.school)).block();
            var last = create(school.teachingOfficer(), school.county, forAll("name", "之后"));
            publish(last, csv(5, 1, "09:00", "09:40"), null);
            try (var later = new Heard(last)) {
                eventually(() -> assertThat(later.of("broadcast-published")).hasSize(1));
            }
            assertThat(heard.of("broadcast-published")).hasSize(1);
            assertThat(heard.of("broadcast-clashed")).hasSize(2);
        }
    }

    private static TimetablePublishedV1 event(String holder, String orgId) {
        return new TimetablePublishedV1(
                holder, holder, orgId, List.of("root", orgId, holder), MONDAY, 1, 1, null, null, null, "somebody");
    }

    @Test
    void the_day_of_a_class_counts_what_it_receives_until_it_is_taken_out() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        save(
                        school.administrator(),
                        "classes/" + school.classId,
                        "weekday,period,start,end,subject,teacherId,room\n1,1,08:00,08:40,语文," + school.wang + ",\n",
                        null)
                .expectStatus()
                .isCreated();
        var before = warnings();
        publish(broadcast, csv(1, 2, "08:43", "09:23"), null);
        var with = warnings();
        send(
                        HttpMethod.PUT,
                        school.administrator(),
                        Map.of("reason", "课间不足"),
                        "/api/classes/{c}/opt-outs/{b}",
                        school.classId,
                        broadcast)
                .expectStatus()
                .isOk();

        assertThat(with).as("three minutes between two lessons").hasSize(before.size() + 1);
        assertThat(warnings()).isEqualTo(before);
    }

    private List<String> warnings() {
        return get(school.administrator(), "/api/classes/{id}/timetable", school.classId)
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getList("warnings", Map.class)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void a_publication_writes_no_more_for_eighty_classes_than_for_one() {
        var few = create(school.teachingOfficer(), school.county, forAll());
        long forFew = written(() -> publish(few, csv(2, 3, "10:00", "10:40"), null));
        for (int i = 0; i < 80; i++) {
            aClass("class-many-" + i + "-" + school.county, school.school, 7);
        }
        var many = create(school.teachingOfficer(), school.county, forAll("name", "面向八十个班"));
        long forMany = written(() -> publish(many, csv(3, 3, "10:00", "10:40"), null));

        assertThat(reach.takingPart(many, MONDAY).block()).hasSize(83);
        assertThat(forMany).as("but for the relay's sweeps").isLessThan(forFew + 40);
    }

    @Test
    void more_classes_receive_it_than_a_lesson_names() {
        var broadcast = create(school.teachingOfficer(), school.county, forAll());
        publish(broadcast, csv(), null);
        int classes = BroadcastRules.NAMED_MAX + 20;
        Flux.range(0, classes)
                .flatMap(
                        i -> roster.apply(
                                new ClassChangedV1(
                                        "class-a-" + i + "-" + school.county,
                                        school.school,
                                        "七（" + i + "）班",
                                        7,
                                        Stage.JUNIOR,
                                        List.of(
                                                "root",
                                                school.county,
                                                school.school,
                                                "class-a-" + i + "-" + school.county),
                                        List.of(),
                                        List.of(),
                                        null,
                                        false),
                                1),
                        16)
                .blockLast();

        var named = reach.takingPart(broadcast, MONDAY).block();
        assertThat(named).hasSize(BroadcastRules.NAMED_MAX).isSorted();
        var all = reach.receiving(broadcast, MONDAY)
                .map(SchoolClass::id)
                .collectList()
                .block();
        assertThat(all).hasSize(classes + 3).isSorted().doesNotHaveDuplicates().startsWith(named.getFirst());
        var unnamed = roster.schoolClass(all.getLast()).block();
        assertThat(named).doesNotContain(unnamed.id());
        assertThat(reach.receives(broadcast, unnamed, MONDAY).block()).isTrue();
        assertThat(reach.isReceivedIn(school.school, broadcast, MONDAY).block()).isTrue();
        assertThat(reach.isReceivedIn("root", broadcast, MONDAY).block()).isTrue();
        var pages = new ArrayList<String>();
        var cursor = "";
        do {
            var page = get(
                            school.teachingOfficer(),
                            "/api/broadcasts/{id}/classes?limit=200&cursor={c}",
                            broadcast,
                            cursor)
                    .expectBody(Document.class)
                    .returnResult()
                    .getResponseBody();
            page.getList("items", Map.class)
                    .forEach(item -> pages.add(item.get("classId").toString()));
            cursor = page.getString("cursor");
        } while (cursor != null);
        assertThat(pages).isEqualTo(all);
    }

    /** Commands to all that a publication reads and writes. */
    private long written(Runnable publication) {
        long before = asked();
        publication.run();
        return asked() - before;
    }

    private long asked() {
        return List.of("timetables", "timetableVersions", "attempts", "bookings", "broadcasts", "broadcastReceptions")
                .stream()
                .mapToLong(guard::questions)
                .sum();
    }
}
