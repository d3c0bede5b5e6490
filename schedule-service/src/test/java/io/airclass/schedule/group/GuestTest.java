package io.airclass.schedule.group;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.airclass.contracts.Role;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.schedule.School;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.broadcast.BroadcastServiceTest;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.PlannedLesson;
import io.airclass.schedule.live.attendance.AttendanceService;
import io.airclass.schedule.live.provider.Room;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** Students of one school in a group of another (R074). */
class GuestTest extends BroadcastServiceTest {
    @Autowired
    AttendanceService attendance;

    @Autowired
    GroupService groups;

    @Autowired
    BookingService bookings;

    private String group;
    private List<String> guests;

    @BeforeEach
    void a_group_offered_to_the_county() {
        group = idOf(post(
                school.administrator(),
                Map.of(
                        "name", "机器人选修",
                        "kind", "ELECTIVE",
                        "classIds", List.of(school.classId),
                        "studentIds", List.of(school.student),
                        "teacherIds", List.of(school.li)),
                "/api/schools/{id}/groups",
                school.school));
        guests = IntStream.range(0, 6)
                .mapToObj(i -> "guest-" + i + "-" + school.county)
                .toList();
        aClass(school.neighbourClassId + "-b", school.neighbour, 7, guests.toArray(String[]::new));
    }

    private WebTestClient.ResponseSpec offer(String token, String ifMatch, String orgId, int places) {
        return client.put()
                .uri("/api/groups/{id}/offer", group)
                .headers(headers -> {
                    headers.setBearerAuth(token);
                    if (ifMatch != null) {
                        headers.set("If-Match", ifMatch);
                    }
                })
                .bodyValue(Map.of("orgId", orgId, "places", places))
                .exchange();
    }

    private String guest(int number) {
        return token(guests.get(number), grant(Role.STUDENT, school.neighbour));
    }

    private WebTestClient.ResponseSpec enrol(String token) {
        return put(token, "/api/me/offered-groups/{id}", group);
    }

    private WebTestClient.ResponseSpec leave(String token) {
        return client.delete()
                .uri("/api/me/offered-groups/{id}", group)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    private List<String> guestIds() {
        return get(school.administrator(), "/api/groups/{id}", group)
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getList("guestIds", String.class);
    }

    @Test
    void a_student_of_another_school_chooses_a_group_has_its_lessons_and_leaves_it() {
        problem(enrol(guest(0)), 404, "group-not-found");
        offer(school.administrator(), "\"1\"", school.county, 2).expectStatus().isOk();
        found(guest(0), "/api/me/offered-groups")
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].name")
                .isEqualTo("机器人选修")
                .jsonPath("$.items[0].chosen")
                .isEqualTo(false);
        enrol(guest(0)).expectStatus().isOk().expectBody().jsonPath("$.taken").isEqualTo(1);
        enrol(guest(0)).expectStatus().isOk().expectBody().jsonPath("$.taken").isEqualTo(1);
        save(school.administrator(), "groups/" + group, school.groupCsv(), null)
                .expectStatus()
                .isCreated();
        put(school.administrator(), "/api/groups/{id}/timetable/submission", group)
                .expectStatus()
                .isOk();
        put(school.principal(), "/api/groups/{id}/timetable/approval", group)
                .expectStatus()
                .isOk();
        put(school.administrator(), "/api/groups/{id}/timetable/publication", group)
                .expectStatus()
                .isOk();

        assertThat(lessonsOf(guest(0), MONDAY.plusDays(2))).isEqualTo(1);
        assertThat(lessonsOf(guest(1), MONDAY.plusDays(2))).isZero();
        found(guest(0), "/api/groups/{id}/lessons?date={d}", group, MONDAY.plusDays(2))
                .jsonPath("$.items.length()")
                .isEqualTo(1);
        leave(guest(0)).expectStatus().isNoContent();
        assertThat(lessonsOf(guest(0), MONDAY.plusDays(2))).isZero();
        problem(leave(guest(0)), 404, "group-not-found");
    }

    @Test
    void of_many_who_want_the_last_places_as_many_get_in_as_there_are() {
        offer(school.administrator(), "\"1\"", school.county, 2).expectStatus().isOk();
        var statuses = Races.of(
                6,
                i -> () -> enrol(guest(i)).returnResult(Void.class).getStatus().value());

        assertThat(statuses).containsOnly(200, 409);
        assertThat(guestIds()).hasSize(2);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(2);
        problem(offer(school.administrator(), "\"2\"", school.county, 1), 412, "stale-version");
        problem(offer(school.administrator(), "\"4\"", school.county, 1), 409, "group-places-taken");
    }

    @Test
    void nobody_comes_in_who_is_not_meant_or_has_a_lesson_then() {
        problem(offer(school.administrator(), null, school.county, 2), 428, "if-match-missing");
        problem(offer(school.administrator(), "\"1\"", school.neighbour, 2), 422, "group-offer-unfit");
        problem(offer(school.teacher(), "\"1\"", school.county, 2), 403, "forbidden");
        problem(offer(school.neighbourAdministrator(), "\"1\"", school.county, 2), 404, "group-not-found");
        offer(school.administrator(), "\"1\"", school.county, 5).expectStatus().isOk();
        problem(enrol(school.studentToken()), 404, "group-not-found");
        problem(enrol(school.teacher()), 403, "forbidden");
        problem(enrol(new School(roster).studentToken()), 404, "group-not-found");
        problem(get(new School(roster).administrator(), "/api/groups/{id}", group), 404, "group-not-found");

        apply(new PersonChangedV1(
                "zhou-qi-" + school.county,
                List.of(Role.STUDENT),
                List.of(school.neighbour),
                List.of(school.neighbourClassId),
                List.of(),
                List.of(),
                List.of(),
                false));
        save(school.administrator(), "groups/" + group, school.groupCsv(), null)
                .expectStatus()
                .isCreated();
        put(school.administrator(), "/api/groups/{id}/timetable/submission", group)
                .expectStatus()
                .isOk();
        put(school.principal(), "/api/groups/{id}/timetable/approval", group)
                .expectStatus()
                .isOk();
        put(school.administrator(), "/api/groups/{id}/timetable/publication", group)
                .expectStatus()
                .isOk();
        var own = "/api/classes/" + school.neighbourClassId + "/timetable";
        var principal = token("neighbour-principal-" + school.county, grant(Role.PRINCIPAL, school.neighbour));
        save(
                        school.neighbourAdministrator(),
                        "classes/" + school.neighbourClassId,
                        "weekday,period,start,end,subject,teacherId,room\n3,5,15:20,16:00,语文," + school.neighbourTeacher
                                + ",\n",
                        null)
                .expectStatus()
                .isCreated();
        put(school.neighbourAdministrator(), own + "/submission").expectStatus().isOk();
        put(principal, own + "/approval").expectStatus().isOk();
        put(school.neighbourAdministrator(), own + "/publication")
                .expectStatus()
                .isOk();
        problem(enrol(token("zhou-qi-" + school.county, grant(Role.STUDENT, school.neighbour))), 409, "group-clash");
        enrol(guest(1)).expectStatus().isOk();
    }

    @Test
    void the_attendance_of_a_guest_counts_for_the_own_class_and_school() {
        offer(school.administrator(), "\"1\"", school.county, 5).expectStatus().isOk();
        enrol(guest(2)).expectStatus().isOk();
        var starts = Instant.now().minusSeconds(3_600);
        var plan = new PlannedLesson(
                group + "~20260907~5",
                group,
                school.school,
                List.of("root", school.county, school.school),
                school.li,
                "编程",
                starts,
                starts.plusSeconds(2_400),
                List.of(group),
                false,
                true,
                true,
                false);
        var room = new Room("bbb-1", "room-1", 1, null, null, starts);
        var sums = attendance
                .sums(new Ended(plan, starts, school.li, room, starts.plusSeconds(2_400), school.li, null, null, null))
                .block()
                .of();

        assertThat(sums).hasSize(2);
        assertThat(sums.getFirst().event().enrolled()).as("of the own school").isEqualTo(1);
        assertThat(sums.getFirst().event().schoolId()).isEqualTo(school.school);
        assertThat(sums.getLast().event().classId()).isEqualTo(school.neighbourClassId + "-b");
        assertThat(sums.getLast().event().schoolId()).isEqualTo(school.neighbour);
        assertThat(sums.getLast().event().enrolled()).isEqualTo(1);
        assertThat(sums.getLast().absent()).containsExactly(guests.get(2));
    }

    @Test
    void a_write_goes_by_the_group_as_it_is_stored_and_not_as_it_is_in_memory() {
        save(school.administrator(), "groups/" + group, school.groupCsv(), null)
                .expectStatus()
                .isCreated();
        put(school.administrator(), "/api/groups/{id}/timetable/submission", group)
                .expectStatus()
                .isOk();
        put(school.principal(), "/api/groups/{id}/timetable/approval", group)
                .expectStatus()
                .isOk();
        assertThat(groups.learners(group).block().overlaid()).containsExactly(school.classId);
        elsewhere(Updates.combine(Updates.set("classIds", List.of(school.secondClassId)), Updates.inc("version", 1L)));

        assertThat(groups.learners(group).block().overlaid()).as("in memory").containsExactly(school.classId);
        put(school.administrator(), "/api/groups/{id}/timetable/publication", group)
                .expectStatus()
                .isOk();
        var taken = bookings.taken(List.of(
                        ResourceKey.schoolClass(school.classId, MONDAY),
                        ResourceKey.schoolClass(school.secondClassId, MONDAY)))
                .block();
        assertThat(taken.get(ResourceKey.schoolClass(school.classId, MONDAY))).isEmpty();
        assertThat(taken.get(ResourceKey.schoolClass(school.secondClassId, MONDAY)))
                .hasSize(1);

        elsewhere(Updates.combine(Updates.set("closed", true), Updates.inc("version", 1L)));
        problem(
                send(
                        HttpMethod.PUT,
                        school.administrator(),
                        Map.of("why", "教师出差"),
                        "/api/lessons/{id}/cancellation",
                        group + "~" + MONDAY.plusDays(2).toString().replace("-", "") + "~5"),
                409,
                "group-closed");
    }

    /** As another replica would write it, whose word has not come yet. */
    private void elsewhere(Bson update) {
        Mono.from(Infrastructure.unguarded(database)
                        .getCollection("groups")
                        .updateOne(Filters.eq("_id", group), update))
                .block();
    }
}
