package io.airclass.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.School;
import io.airclass.schedule.booking.Attempt;
import io.airclass.schedule.booking.Attempt.Asked;
import io.airclass.schedule.booking.Attempt.Claiming;
import io.airclass.schedule.booking.Attempt.Committed;
import io.airclass.schedule.booking.Attempt.Failing;
import io.airclass.schedule.booking.Attempt.Part;
import io.airclass.schedule.booking.AttemptRepository;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.Clash;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.testkit.Eventually;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Publishing when several want the same, together, and when a replica dies in between. */
@ServiceTest
class PublicationTest {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final LocalDate MONDAY =
            LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(3).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    TimetableRepository timetables;

    @Autowired
    AttemptRepository attempts;

    @Autowired
    PublicationService service;

    @Autowired
    BookingService bookings;

    private School school;

    @BeforeEach
    void aSchool() {
        school = new School(roster);
    }

    private void approved(String classId, String csv) {
        var current = timetables.find(classId).block();
        var upload = client.put()
                .uri("/api/classes/{id}/timetable?effectiveFrom={from}", classId, MONDAY)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(CSV);
        if (current != null) {
            upload.header("If-Match", "\"" + current.version() + "\"");
        }
        upload.bodyValue("weekday,period,start,end,subject,teacherId,room\n" + csv)
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        put(school.administrator(), "/api/classes/" + classId + "/timetable/submission", null)
                .expectStatus()
                .isOk();
        put(school.principal(), "/api/classes/" + classId + "/timetable/approval", null)
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec put(String token, String path, Object body) {
        var request = client.put().uri(path).headers(headers -> headers.setBearerAuth(token));
        return body == null ? request.exchange() : request.bodyValue(body).exchange();
    }

    private int publish(String token, String classId) {
        return put(token, "/api/classes/" + classId + "/timetable/publication", null)
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private WebTestClient.ResponseSpec publishTogether(String... classIds) {
        return put(
                school.administrator(),
                "/api/schools/" + school.school + "/timetables/publication",
                Map.of("ids", List.of(classIds)));
    }

    private String monday(int period, String time, String teacher) {
        return "1,%d,%s,语文,%s,\n".formatted(period, time, teacher);
    }

    private List<Booking> takenFrom(String teacher) {
        var key = ResourceKey.teacher(teacher, MONDAY);
        return bookings.taken(List.of(key)).block().get(key);
    }

    @Test
    void of_eight_who_publish_clashing_timetables_at_the_same_instant_one_succeeds_and_the_others_are_told_why() {
        var classes = IntStream.range(0, 8)
                .mapToObj(number -> school.anotherClass(roster, number))
                .toList();
        classes.forEach(id -> approved(id, monday(1, "08:00,08:40", school.wang)));
        var token = school.administrator();

        var statuses = Races.of(8, i -> () -> publish(token, classes.get(i)));

        assertThat(statuses).containsOnlyOnce(200).hasSize(8);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(7);
        var winner = classes.get(statuses.indexOf(200));
        assertThat(takenFrom(school.wang)).singleElement().satisfies(booking -> assertThat(booking.holderId())
                .isEqualTo(winner));
        var loser = classes.get(statuses.indexOf(409));
        put(token, "/api/classes/" + loser + "/timetable/publication", null)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/timetable-clash")
                .jsonPath("$.clashes[0].kind")
                .isEqualTo("TEACHER")
                .jsonPath("$.clashes[0].id")
                .isEqualTo(school.wang)
                .jsonPath("$.clashes[0].otherHolderId")
                .isEqualTo(winner)
                .jsonPath("$.clashes[0].firstDay")
                .isEqualTo(MONDAY.toString())
                .jsonPath("$.clashes[0].start")
                .isEqualTo("08:00");
    }

    @Test
    void who_lost_to_one_that_failed_itself_succeeds() {
        var first = school.anotherClass(roster, 1);
        var kept = school.anotherClass(roster, 2);
        var second = school.anotherClass(roster, 3);
        approved(kept, monday(1, "08:00,08:40", school.wang));
        assertThat(publish(school.administrator(), kept)).isEqualTo(200);
        approved(first, monday(1, "08:00,08:40", school.wang) + monday(2, "09:00,09:40", school.li));
        approved(second, monday(2, "09:00,09:40", school.li));
        var token = school.administrator();

        var statuses =
                Races.of(2, i -> () -> publish(token, List.of(first, second).get(i)));

        assertThat(statuses).containsExactly(409, 200);
    }

    @Test
    void twenty_who_take_no_more_than_there_is_all_succeed() {
        var classes = IntStream.range(0, 20)
                .mapToObj(number -> school.anotherClass(roster, number))
                .toList();
        for (int i = 0; i < classes.size(); i++) {
            var start = "%02d:%02d,%02d:%02d".formatted(8 + i / 2, i % 2 * 30, 8 + i / 2, i % 2 * 30 + 20);
            approved(classes.get(i), monday(1, start, school.wang));
        }
        var token = school.administrator();

        assertThat(Races.of(20, i -> () -> publish(token, classes.get(i)))).containsOnly(200);
        assertThat(takenFrom(school.wang)).hasSize(20).allMatch(Booking::kept);
    }

    @Test
    void two_classes_that_exchange_their_teachers_can_only_do_so_together() {
        var one = monday(1, "08:00,08:40", school.wang);
        var other = monday(1, "08:00,08:40", school.li);
        approved(school.classId, one);
        approved(school.secondClassId, other);
        publishTogether(school.classId, school.secondClassId).expectStatus().isOk();
        approved(school.classId, other);
        approved(school.secondClassId, one);

        assertThat(publish(school.administrator(), school.classId)).isEqualTo(409);
        publishTogether(school.classId, school.secondClassId).expectStatus().isOk();

        assertThat(takenFrom(school.wang)).singleElement().satisfies(booking -> assertThat(booking.holderId())
                .isEqualTo(school.secondClassId));
        assertThat(Stream.of(school.classId, school.secondClassId)
                        .map(id ->
                                timetables.find(id).block().value().versions().size()))
                .containsOnly(2);
    }

    @Test
    void of_several_that_are_published_together_all_are_or_none_is() {
        var taken = school.anotherClass(roster, 1);
        approved(taken, monday(1, "08:00,08:40", school.wang));
        assertThat(publish(school.administrator(), taken)).isEqualTo(200);
        approved(school.classId, monday(1, "08:00,08:40", school.li));
        approved(school.secondClassId, monday(1, "08:20,09:00", school.wang));

        publishTogether(school.classId, school.secondClassId).expectStatus().isEqualTo(409);

        assertThat(takenFrom(school.li)).isEmpty();
        assertThat(Stream.of(school.classId, school.secondClassId)
                        .map(id -> timetables.find(id).block().value()))
                .hasOnlyElementsOfType(Timetable.Approved.class);
    }

    @Test
    void publishing_together_again_is_the_same() {
        approved(school.classId, monday(1, "08:00,08:40", school.li));
        approved(school.secondClassId, monday(1, "08:20,09:00", school.wang));

        var statuses = Races.of(
                4,
                _ -> () -> publishTogether(school.classId, school.secondClassId)
                        .returnResult(Void.class)
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnly(200);
        publishTogether(school.classId, school.secondClassId).expectStatus().isOk();
        assertThat(timetables.find(school.classId).block().value().versions()).hasSize(1);
    }

    @Test
    void a_class_can_be_published_as_often_as_there_are_weeks() {
        for (int i = 0; i < 12; i++) {
            var week = new StringBuilder();
            for (int day = 1; day <= 5; day++) {
                for (int period = 1; period <= 8; period++) {
                    week.append("%d,%d,%02d:00,%02d:40,科目%d,%s,\n"
                            .formatted(day, period, 8 + period, 8 + period, period == 1 ? i : 0, school.wang));
                }
            }
            approved(school.classId, week.toString());
            assertThat(publish(school.administrator(), school.classId))
                    .as("%d", i)
                    .isEqualTo(200);
        }
        assertThat(takenFrom(school.wang)).hasSizeLessThan(60);
    }

    @Test
    void a_lesson_on_an_adjusted_saturday_takes_its_teacher_as_well() {
        var saturday = MONDAY.plusDays(5);
        school.says(
                roster, school.county, new CalendarDay(saturday, CalendarDayKind.ADJUSTED, DayOfWeek.MONDAY, "调休上课"));
        client.put()
                .uri(
                        "/api/classes/{id}/timetable?effectiveFrom={from}&lastDay={from}",
                        school.classId,
                        saturday,
                        saturday)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(CSV)
                .bodyValue("weekday,period,start,end,subject,teacherId,room\n" + monday(1, "09:00,09:40", school.wang))
                .exchange()
                .expectStatus()
                .isCreated();
        put(school.administrator(), "/api/classes/" + school.classId + "/timetable/submission", null);
        put(school.principal(), "/api/classes/" + school.classId + "/timetable/approval", null);
        assertThat(publish(school.administrator(), school.classId)).isEqualTo(200);

        assertThat(takenFrom(school.wang)).singleElement().matches(one -> one.weeks()
                .has(saturday));
    }

    private Stored<Timetable> approvedClass() {
        approved(school.classId, monday(1, "08:00,08:40", school.wang));
        return timetables.find(school.classId).block();
    }

    private Asked asked(Stored<Timetable> timetable) {
        return new Asked(
                school.school,
                List.of("root", school.county, school.school),
                List.of(new Part(timetable.id(), timetable.version(), 1)),
                "admin",
                Instant.parse("2026-11-23T01:00:00Z"),
                null);
    }

    private void locked(Stored<Timetable> timetable, String id) {
        timetables
                .change(timetable.id(), current -> TimetableRules.lock(current.value(), true, id))
                .block();
    }

    private void isPublishedOnce() {
        Eventually.eventually(() -> {
            var now = timetables.find(school.classId).block();
            assertThat(now.value()).isInstanceOf(Timetable.Published.class);
            assertThat(now.value().versions()).hasSize(1);
            assertThat(takenFrom(school.wang)).singleElement().matches(Booking::kept);
        });
    }

    @Test
    void a_replica_that_dies_before_anything_was_claimed_is_followed_by_another() {
        var timetable = approvedClass();
        var asked = asked(timetable);
        attempts.create(PublicationService.idOf(asked.parts()), new Claiming(asked, 0))
                .block();

        isPublishedOnce();
    }

    @Test
    void a_replica_that_dies_with_the_draft_in_its_hands_is_followed_by_another() {
        var timetable = approvedClass();
        var asked = asked(timetable);
        var id = PublicationService.idOf(asked.parts());
        locked(timetable, id);
        attempts.create(id, new Claiming(asked, 0)).block();

        isPublishedOnce();
    }

    @Test
    void what_is_committed_becomes_true_though_the_replica_dies() {
        var timetable = approvedClass();
        var asked = asked(timetable);
        var id = PublicationService.idOf(asked.parts());
        locked(timetable, id);
        var locked = timetables.find(timetable.id()).block();
        var at = Instant.parse("2026-11-23T01:00:01Z");
        service.keepContents(List.of(locked)).block();
        assertThat(service.wish(id, asked, List.of(locked))
                        .flatMap(bookings::claim)
                        .block())
                .isEmpty();
        attempts.create(id, new Committed(asked, at, 0)).block();

        isPublishedOnce();
        assertThat(timetables
                        .find(school.classId)
                        .block()
                        .value()
                        .versions()
                        .getFirst()
                        .publishedAt())
                .isEqualTo(at);
    }

    @Test
    void what_failed_gives_the_draft_back_though_the_replica_dies() {
        var timetable = approvedClass();
        var asked = asked(timetable);
        var id = PublicationService.idOf(asked.parts());
        locked(timetable, id);
        attempts.create(id, new Failing(asked, "timetable-clash", List.<Clash>of(), 0))
                .block();

        Eventually.eventually(() ->
                assertThat(timetables.find(school.classId).block().value()).isInstanceOf(Timetable.Approved.class));
        assertThat(takenFrom(school.wang)).isEmpty();
    }

    @Test
    void a_draft_that_was_changed_since_it_was_found_fit_is_not_published() {
        var timetable = approvedClass();
        approved(school.classId, monday(1, "09:00,09:40", school.li));
        var asked = asked(timetable);
        var id = PublicationService.idOf(asked.parts());
        attempts.create(id, new Claiming(asked, 0)).block();

        Eventually.eventually(() -> assertThat(attempts.find(id).block().value())
                .isInstanceOfSatisfying(Attempt.Failed.class, failed -> assertThat(failed.slug())
                        .isEqualTo("stale-version")));
        assertThat(timetables.find(school.classId).block().value()).isInstanceOf(Timetable.Approved.class);
    }
}
