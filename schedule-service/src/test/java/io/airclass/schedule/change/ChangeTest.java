package io.airclass.schedule.change;

import static io.airclass.testkit.Eventually.eventually;
import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.schedule.LessonChangeKind;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.School;
import io.airclass.schedule.booking.Attempt;
import io.airclass.schedule.booking.AttemptRepository;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.live.PlannedLessons;
import io.airclass.schedule.timetable.Slot;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Cover, move, swap, cancel and restore single lessons, also when several do so at once and when a replica dies in between. */
@ServiceTest
class ChangeTest {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final LocalDate MONDAY =
            LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(3).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    ChangeRepository changes;

    @Autowired
    AttemptRepository attempts;

    @Autowired
    BookingService bookings;

    @Autowired
    PlannedLessons planned;

    @Autowired
    Database database;

    private School school;

    @BeforeEach
    void a_school_whose_first_class_has_a_timetable() {
        school = new School(roster);
        publish(school.classId, school.csv());
    }

    private void publish(String classId, String csv) {
        publish(classId, csv, null);
    }

    private void publish(String classId, String csv, String ifMatch) {
        var upload = client.put()
                .uri("/api/classes/{id}/timetable?effectiveFrom={from}", classId, MONDAY)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(CSV);
        if (ifMatch != null) {
            upload.header("If-Match", ifMatch);
        }
        upload.bodyValue(csv).exchange().expectStatus().is2xxSuccessful();
        step(school.administrator(), classId, "submission").expectStatus().isOk();
        step(school.principal(), classId, "approval").expectStatus().isOk();
        var published = step(school.administrator(), classId, "publication").returnResult(String.class);
        assertThat(published.getStatus().value())
                .as("%s", published.getResponseBody().reduce(String::concat).block())
                .isEqualTo(200);
    }

    private WebTestClient.ResponseSpec step(String token, String classId, String step) {
        return client.put()
                .uri("/api/classes/{id}/timetable/{step}", classId, step)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    private String lesson(LocalDate date, int period) {
        return new LessonId(school.classId, date, period).toString();
    }

    private WebTestClient.ResponseSpec put(String lesson, String what, Map<String, ?> body) {
        return client.put()
                .uri("/api/lessons/{id}/{what}", lesson, what)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec cover(String lesson, String teacherId) {
        return put(lesson, "cover", Map.of("teacherId", teacherId, "why", "王老师病假"));
    }

    private WebTestClient.ResponseSpec cancel(String lesson) {
        return put(lesson, "cancellation", Map.of("why", "停电"));
    }

    private WebTestClient.ResponseSpec restore(String lesson) {
        return put(lesson, "restoration", Map.of("why", "恢复供电"));
    }

    private WebTestClient.ResponseSpec move(String lesson, LocalDate date, String start, String end) {
        return put(
                lesson,
                "move",
                Map.of("date", date.toString(), "period", 4, "start", start, "end", end, "why", "校运动会"));
    }

    private WebTestClient.BodyContentSpec get(String token, String uri, Object... variables) {
        return client.get()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private WebTestClient.BodyContentSpec studentDay(LocalDate day) {
        return get(school.studentToken(), "/api/me/lessons?date={d}", day);
    }

    private WebTestClient.BodyContentSpec dayOf(String teacherId, LocalDate day) {
        return get(school.administrator(), "/api/teachers/{id}/lessons?date={d}", teacherId, day);
    }

    private static void problem(WebTestClient.ResponseSpec answer, int status, String slug) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/" + slug);
    }

    private static int status(WebTestClient.ResponseSpec answer) {
        return answer.returnResult(Void.class).getStatus().value();
    }

    private List<Booking> taken(String teacherId) {
        var key = ResourceKey.teacher(teacherId, MONDAY);
        return bookings.taken(List.of(key)).block().get(key);
    }

    @Test
    void who_covers_a_lesson_gives_it_and_who_was_to_give_it_does_not() {
        cover(lesson(MONDAY, 1), school.li)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.planned.teacherId")
                .isEqualTo(school.wang)
                .jsonPath("$.now.teacherId")
                .isEqualTo(school.li)
                .jsonPath("$.changes[0].kind")
                .isEqualTo("COVERED")
                .jsonPath("$.changes[0].why")
                .isEqualTo("王老师病假");

        studentDay(MONDAY)
                .jsonPath("$.items[0].teacherId")
                .isEqualTo(school.li)
                .jsonPath("$.items[0].changed.plannedTeacherId")
                .isEqualTo(school.wang)
                .jsonPath("$.items[1].changed")
                .doesNotExist();
        var chen = school.anotherTeacher(roster, "chen-jing", "语文");
        cover(lesson(MONDAY.plusDays(1), 2), chen).expectStatus().isOk();
        get(token(chen, grant(Role.TEACHER, school.school)), "/api/lessons/{id}", lesson(MONDAY.plusDays(1), 2))
                .jsonPath("$.changes")
                .doesNotExist();
        restore(lesson(MONDAY.plusDays(1), 2)).expectStatus().isOk();
        dayOf(school.wang, MONDAY).jsonPath("$.items.length()").isEqualTo(0);
        dayOf(school.li, MONDAY).jsonPath("$.items.length()").isEqualTo(2);
        studentDay(MONDAY.plusWeeks(1)).jsonPath("$.items[0].teacherId").isEqualTo(school.wang);
        get(school.administrator(), "/api/teachers/{id}/load?from={f}&to={t}", school.li, MONDAY, MONDAY.plusDays(6))
                .jsonPath("$.lessons")
                .isEqualTo(3)
                .jsonPath("$.minutes")
                .isEqualTo(120)
                .jsonPath("$.covers")
                .isEqualTo(1);
        get(school.administrator(), "/api/teachers/{id}/load?from={f}&to={t}", school.wang, MONDAY, MONDAY.plusDays(6))
                .jsonPath("$.lessons")
                .isEqualTo(1)
                .jsonPath("$.covered")
                .isEqualTo(1);
        cover(lesson(MONDAY, 1), school.li)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.changes.length()")
                .isEqualTo(1);
    }

    @Test
    void reasons_are_for_those_who_may_see_the_timetable() {
        cover(lesson(MONDAY, 1), school.li).expectStatus().isOk();

        for (var token : List.of(school.studentToken(), school.guardianToken())) {
            get(token, "/api/lessons/{id}", lesson(MONDAY, 1))
                    .jsonPath("$.now.teacherId")
                    .isEqualTo(school.li)
                    .jsonPath("$.changes")
                    .doesNotExist();
        }
    }

    @Test
    void nobody_covers_a_lesson_while_giving_another_and_the_answer_says_which() {
        publish(school.secondClassId, school.otherCsv());

        cover(lesson(MONDAY, 1), school.li)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/timetable-clash")
                .jsonPath("$.clashes[0].id")
                .isEqualTo(school.li)
                .jsonPath("$.clashes[0].otherHolderId")
                .isEqualTo(school.secondClassId)
                .jsonPath("$.clashes[0].firstDay")
                .isEqualTo(MONDAY.toString());
        studentDay(MONDAY).jsonPath("$.items[0].teacherId").isEqualTo(school.wang);
        problem(cover(lesson(MONDAY, 1), school.neighbourTeacher), 422, "cover-teacher-unknown");
        problem(cover(lesson(MONDAY, 1), school.student), 422, "cover-teacher-unknown");
        problem(put(lesson(MONDAY, 1), "cover", Map.of("teacherId", school.li, "why", " ")), 400, "invalid-fields");
    }

    @Test
    void a_cancelled_lesson_frees_its_teacher_and_cannot_come_back_once_the_time_is_taken() {
        publish(school.secondClassId, "星期,节次,开始,结束,科目,教师\n五,1,08:00,08:40,语文," + school.wang + "\n");
        var first = lesson(MONDAY, 1);
        var others = new LessonId(school.secondClassId, MONDAY.plusDays(4), 1).toString();
        problem(move(others, MONDAY, "08:10", "08:50"), 409, "timetable-clash");

        cancel(first).expectStatus().isOk().expectBody().jsonPath("$.cancelled").isEqualTo(true);

        studentDay(MONDAY)
                .jsonPath("$.items[0].cancelled")
                .isEqualTo(true)
                .jsonPath("$.items[1].cancelled")
                .doesNotExist();
        assertThat(planned.find(LessonId.parse(first).orElseThrow()).block().cancelled())
                .isTrue();
        problem(cover(first, school.li), 409, "lesson-cancelled");
        move(others, MONDAY, "08:10", "08:50").expectStatus().isOk();
        problem(restore(first), 409, "timetable-clash");
        restore(others).expectStatus().isOk();
        restore(first)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.changes.length()")
                .isEqualTo(2);
        studentDay(MONDAY)
                .jsonPath("$.items[0].cancelled")
                .doesNotExist()
                .jsonPath("$.items[0].changed")
                .doesNotExist();
    }

    @Test
    void a_moved_lesson_keeps_its_id_and_is_found_on_its_new_day_by_everybody() {
        var first = lesson(MONDAY, 1);

        move(first, WEDNESDAY, "10:00", "10:40").expectStatus().isOk();

        studentDay(MONDAY).jsonPath("$.items.length()").isEqualTo(1);
        studentDay(WEDNESDAY)
                .jsonPath("$.items[0].id")
                .isEqualTo(first)
                .jsonPath("$.items[0].start")
                .isEqualTo("10:00")
                .jsonPath("$.items[0].changed.plannedDate")
                .isEqualTo(MONDAY.toString());
        dayOf(school.wang, WEDNESDAY).jsonPath("$.items.length()").isEqualTo(1);
        get(school.administrator(), "/api/rooms/{id}/lessons?date={d}", school.school + "~七（1）班教室", WEDNESDAY)
                .jsonPath("$.items[0].id")
                .isEqualTo(first);
        assertThat(planned.find(LessonId.parse(first).orElseThrow()).block().startsAt())
                .isEqualTo(WEDNESDAY
                        .atTime(10, 0)
                        .atZone(ZoneId.of("Asia/Shanghai"))
                        .toInstant());
        restore(first).expectStatus().isOk();
        assertThat(taken(school.wang)).allMatch(booking -> booking.date() == null);
        studentDay(WEDNESDAY).jsonPath("$.items.length()").isEqualTo(0);
        studentDay(MONDAY).jsonPath("$.items.length()").isEqualTo(2);
    }

    @Test
    void a_calendar_tells_a_change_under_the_same_uid_with_a_higher_sequence() {
        var address = client.put()
                .uri("/api/me/feeds/STUDENT/{id}", school.student)
                .headers(headers -> headers.setBearerAuth(school.studentToken()))
                .exchange()
                .returnResult(Map.class)
                .getResponseBody()
                .blockFirst();
        var path = ((String) address.get("address")).replaceFirst("^https?://[^/]+", "");
        move(lesson(MONDAY, 1), WEDNESDAY, "10:00", "10:40").expectStatus().isOk();
        cancel(lesson(MONDAY, 2)).expectStatus().isOk();

        var calendar = client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .reduce(String::concat)
                .block();

        var events = List.of(calendar.replace("\r\n ", "").split("BEGIN:VEVENT"));
        assertThat(events)
                .filteredOn(event -> event.contains(lesson(MONDAY, 1)))
                .singleElement()
                .satisfies(event -> assertThat(event).contains("STATUS:CONFIRMED", "SEQUENCE:2"));
        assertThat(events)
                .filteredOn(event -> event.contains(lesson(MONDAY, 2)))
                .singleElement()
                .satisfies(event -> assertThat(event).contains("STATUS:CANCELLED", "SEQUENCE:2"));
    }

    @Test
    void lessons_are_not_moved_to_days_without_school_into_the_past_or_over_another() {
        school = new School(roster);
        school.says(roster, school.school, new CalendarDay(WEDNESDAY, CalendarDayKind.HOLIDAY, null, "校庆"));
        publish(school.classId, school.csv());
        var first = lesson(MONDAY, 1);

        problem(move(first, WEDNESDAY, "10:00", "10:40"), 422, "day-without-school");
        problem(move(first, LocalDate.now().minusDays(1), "10:00", "10:40"), 422, "lesson-time-unfit");
        problem(move(first, MONDAY, "09:00", "09:40"), 409, "timetable-clash");
        problem(
                put(first, "move", Map.of("date", MONDAY.plusDays(3).toString(), "period", 4, "why", "校运动会")),
                422,
                "lesson-times-missing");
        problem(put(first, "swap", Map.of("with", first, "why", "?")), 422, "swap-elsewhere");
        problem(cancel(lesson(MONDAY.plusDays(1), 7)), 404, "lesson-not-found");
        problem(cancel("nothing"), 404, "lesson-not-found");
        studentDay(MONDAY).jsonPath("$.items.length()").isEqualTo(2);
    }

    @Test
    void two_lessons_of_a_class_exchange_their_times() {
        var first = lesson(MONDAY, 1);
        var last = lesson(MONDAY.plusDays(1), 2);

        put(lesson(MONDAY, 2), "swap", Map.of("with", last, "why", "调课"))
                .expectStatus()
                .isOk();

        studentDay(MONDAY)
                .jsonPath("$.items[0].id")
                .isEqualTo(first)
                .jsonPath("$.items[1].id")
                .isEqualTo(last)
                .jsonPath("$.items[1].subject")
                .isEqualTo("语文")
                .jsonPath("$.items[1].start")
                .isEqualTo("08:55");
        studentDay(MONDAY.plusDays(1)).jsonPath("$.items[1].id").isEqualTo(lesson(MONDAY, 2));
        assertThat(taken(school.wang))
                .filteredOn(booking -> booking.date() != null)
                .singleElement()
                .satisfies(booking -> assertThat(booking.date()).isEqualTo(MONDAY));
        put(lesson(MONDAY, 2), "swap", Map.of("with", last, "why", "调课"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.changes.length()")
                .isEqualTo(1);

        restore(last).expectStatus().isOk();
        studentDay(MONDAY)
                .jsonPath("$.items[1].id")
                .isEqualTo(lesson(MONDAY, 2))
                .jsonPath("$.items[1].changed")
                .doesNotExist();
        assertThat(taken(school.wang)).allMatch(booking -> booking.date() == null);
        var otherwise = school.csv().replace("1,2,08:55,09:35,数学", "1,2,08:55,09:35,历史");
        publish(school.classId, otherwise, tag());
    }

    private String tag() {
        return client.get()
                .uri("/api/classes/{id}/timetable", school.classId)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .exchange()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
    }

    @Test
    void of_eight_who_want_the_same_teacher_at_once_one_succeeds() {
        var classes = IntStream.range(0, 8)
                .mapToObj(number -> school.anotherClass(roster, number))
                .toList();
        for (int i = 0; i < classes.size(); i++) {
            var start = LocalTime.of(10, 0).plusMinutes(45L * i);
            publish(
                    classes.get(i),
                    "weekday,period,start,end,subject,teacherId\n3,5,%s,%s,语文,%s\n"
                            .formatted(start, start.plusMinutes(40), school.wang));
        }
        var free = MONDAY.plusDays(3);

        var statuses = Races.of(
                8,
                i -> () -> status(move(new LessonId(classes.get(i), WEDNESDAY, 5).toString(), free, "15:00", "15:40")));

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(7);
        assertThat(taken(school.wang))
                .filteredOn(booking -> free.equals(booking.date()))
                .hasSize(1);
    }

    @Test
    void changes_of_one_lesson_at_the_same_time_follow_each_other() {
        var first = lesson(MONDAY, 1);

        var statuses = Races.of(
                8,
                i -> () -> status(
                        i % 2 == 0
                                ? cover(first, school.li)
                                : move(first, WEDNESDAY, "1" + i + ":00", "1" + i + ":40")));

        assertThat(statuses).containsOnly(200);
        var days = changes.find(school.classId, SchoolDay.schoolYearOf(MONDAY))
                .block()
                .map(Stored::value)
                .orElseThrow();
        assertThat(days.pending()).isNull();
        assertThat(days.changes()).hasSize(1);
        var history = changes.ofLesson(first).block();
        assertThat(history).hasSize(days.number()).hasSizeGreaterThanOrEqualTo(5);
        for (int i = 1; i < history.size(); i++) {
            assertThat(history.get(i).value().parts().getFirst().before())
                    .isEqualTo(history.get(i - 1).value().parts().getFirst().after());
        }
        assertThat(taken(school.li))
                .filteredOn(booking -> booking.date() != null)
                .singleElement()
                .satisfies(booking -> assertThat(booking.start())
                        .isEqualTo(days.changes().getFirst().now().slot().start()));
    }

    @Test
    void a_new_timetable_keeps_what_was_changed_or_is_refused() {
        cover(lesson(MONDAY, 1), school.li).expectStatus().isOk();
        var tag = tag();
        var otherwise = school.csv().replace("1,1,08:00,08:40,语文", "1,1,08:00,08:40,历史");
        var answer = client.put()
                .uri("/api/classes/{id}/timetable?effectiveFrom={from}", school.classId, MONDAY)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .header("If-Match", tag)
                .contentType(CSV)
                .bodyValue(otherwise)
                .exchange();
        answer.expectStatus().isOk();
        step(school.administrator(), school.classId, "submission")
                .expectStatus()
                .isOk();
        step(school.principal(), school.classId, "approval").expectStatus().isOk();

        step(school.administrator(), school.classId, "publication")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/days-changed")
                .jsonPath("$.dates[0]")
                .isEqualTo(MONDAY.toString());
        var kept = school.csv() + "3,1,10:00,10:40,历史," + school.wang + ",\n";
        var next = tag();
        publish(school.classId, kept, next);
        studentDay(MONDAY).jsonPath("$.items[0].teacherId").isEqualTo(school.li);
        studentDay(WEDNESDAY).jsonPath("$.items.length()").isEqualTo(1);
        publish(school.secondClassId, "星期,节次,开始,结束,科目,教师\n二,3,08:00,08:40,语文," + school.wang + "\n");
    }

    @Test
    void who_is_free_and_has_covered_least_is_suggested_first() {
        var chen = school.anotherTeacher(roster, "chen-jing", "语文");
        var zhao = school.anotherTeacher(roster, "zhao-lei", "语文");
        cover(lesson(MONDAY.plusDays(1), 2), chen).expectStatus().isOk();
        publish(
                school.secondClassId,
                "weekday,period,start,end,subject,teacherId\n1,1,08:00,08:40,数学,%s\n".formatted(school.li));

        var suggested = get(school.administrator(), "/api/lessons/{id}/cover-suggestions", lesson(MONDAY, 1));

        suggested
                .jsonPath("$.items[0].teacherId")
                .isEqualTo(zhao)
                .jsonPath("$.items[0].covers")
                .isEqualTo(0)
                .jsonPath("$.items[1].teacherId")
                .isEqualTo(chen)
                .jsonPath("$.items[1].covers")
                .isEqualTo(1)
                .jsonPath("$.items.length()")
                .isEqualTo(2);
    }

    @Test
    void what_another_replica_changes_is_seen_here_without_waiting_for_the_memory_to_end() {
        studentDay(MONDAY).jsonPath("$.items[0].teacherId").isEqualTo(school.wang);
        var other = new ChangeRepository(database);
        var asked = asked(0);
        pendingHere(other, asked.id(), asked.change());

        other.change(
                        school.classId,
                        SchoolDay.schoolYearOf(MONDAY),
                        current -> ChangeRules.complete(
                                current.value(),
                                asked.id(),
                                asked.change(),
                                asked.holder(),
                                List.of(school.classId),
                                Instant.parse("2026-11-23T01:00:00Z"),
                                ZoneId.of("Asia/Shanghai")))
                .block();

        eventually(() -> studentDay(MONDAY).jsonPath("$.items[0].teacherId").isEqualTo(school.li));
    }

    private record Prepared(String id, LessonChange change, SchoolClass holder) {}

    private Prepared asked(long version) {
        var holder = roster.schoolClass(school.classId).block();
        var slot =
                Slot.weekly(DayOfWeek.MONDAY, 1, LocalTime.of(8, 0), LocalTime.of(8, 40), "语文", school.wang, "七（1）班教室");
        var standing = ChangeRules.Standing.of(MONDAY, slot, Optional.empty());
        var parts = ((ChangeRules.Proposal.Parts) ChangeRules.cover(standing, school.li, MONDAY)).parts();
        var change = new LessonChange(
                school.classId,
                SchoolDay.schoolYearOf(MONDAY),
                LessonChangeKind.COVERED,
                List.of(lesson(MONDAY, 1)),
                parts,
                "病假",
                "principal-1",
                Instant.parse("2026-11-23T01:00:00Z"),
                null);
        return new Prepared(ChangeAttempts.PREFIX + "test-" + school.classId + version, change, holder);
    }

    private void pendingHere(ChangeRepository repository, String id, LessonChange change) {
        repository.keep(id, change).block();
        repository
                .put(
                        Optional.empty(),
                        ChangedDays.none(school.classId, school.school, change.schoolYear())
                                .givenTo(id))
                .block();
    }

    private Attempt.Asked attempt() {
        return new Attempt.Asked(
                school.school,
                List.of("root", school.county, school.school),
                List.of(new Attempt.Part(school.classId, 0, 1)),
                "principal-1",
                Instant.parse("2026-11-23T01:00:00Z"),
                null);
    }

    @Test
    void a_change_that_a_replica_began_is_finished_by_another() {
        var prepared = asked(1);
        changes.keep(prepared.id(), prepared.change()).block();

        attempts.create(prepared.id(), new Attempt.Claiming(attempt(), 0)).block();

        eventually(() -> {
            studentDay(MONDAY).jsonPath("$.items[0].teacherId").isEqualTo(school.li);
            assertThat(taken(school.li))
                    .filteredOn(booking -> booking.date() != null)
                    .hasSize(1);
            assertThat(attempts.find(prepared.id()).block().value()).isInstanceOf(Attempt.Done.class);
        });
        restore(lesson(MONDAY, 1)).expectStatus().isOk();
    }

    @Test
    void a_change_that_a_replica_committed_becomes_true_though_it_died_with_the_days_in_its_hands() {
        var prepared = asked(2);
        pendingHere(changes, prepared.id(), prepared.change());
        var at = Instant.parse("2026-11-23T01:00:01Z");

        attempts.create(prepared.id(), new Attempt.Committed(attempt(), at, 0)).block();

        eventually(() -> {
            var days = changes.find(school.classId, SchoolDay.schoolYearOf(MONDAY))
                    .block()
                    .orElseThrow()
                    .value();
            assertThat(days.pending()).isNull();
            assertThat(days.changes()).singleElement().satisfies(change -> assertThat(change.at())
                    .isEqualTo(at));
        });
    }

    @Test
    void a_change_that_failed_gives_the_days_back_though_the_replica_died() {
        var prepared = asked(3);
        pendingHere(changes, prepared.id(), prepared.change());

        attempts.create(prepared.id(), new Attempt.Failing(attempt(), "timetable-clash", List.of(), 0))
                .block();

        cover(lesson(MONDAY, 1), school.li).expectStatus().isOk();
        assertThat(changes.asked(prepared.id()).block().trueSince()).isNull();
        assertThat(changes.ofLesson(lesson(MONDAY, 1)).block()).hasSize(1);
    }
}
