package io.airclass.schedule.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.schedule.School;
import io.airclass.testkit.Races;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Alliances over HTTP: live schools give lessons, receiving schools put their classes in. */
class AllianceTest extends BroadcastServiceTest {
    @Autowired
    ReachService reach;

    private String alliance;

    @BeforeEach
    void an_alliance_of_the_neighbour_with_the_school() {
        alliance = "alliance-" + school.county;
        put(alliance, null, body()).expectStatus().isOk();
    }

    private Map<String, Object> body(Object... more) {
        var body = new HashMap<String, Object>(Map.of(
                "orgId",
                school.county,
                "name",
                "兴义八中教学联盟",
                "type",
                "名校网络课堂",
                "liveSchoolIds",
                List.of(school.neighbour),
                "receivingSchoolIds",
                List.of(school.school)));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    private WebTestClient.ResponseSpec put(String id, String ifMatch, Map<String, Object> body) {
        return client.put()
                .uri("/api/alliances/{id}", id)
                .headers(headers -> {
                    headers.setBearerAuth(school.teachingOfficer());
                    if (ifMatch != null) {
                        headers.set("If-Match", ifMatch);
                    }
                })
                .bodyValue(body)
                .exchange();
    }

    private String broadcast() {
        return create(
                school.neighbourAdministrator(),
                school.neighbour,
                asked("联盟物理课", "teacherIds", List.of(sun), "allianceId", alliance));
    }

    @Test
    void a_receiving_school_puts_its_classes_into_the_lessons_of_its_alliances_live_school() {
        var broadcast = broadcast();
        var path = "/api/broadcasts/{b}/schools/{s}/classes";
        found(school.administrator(), "/api/broadcasts/{id}", broadcast)
                .jsonPath("$.allianceId")
                .isEqualTo(alliance);
        send(
                        HttpMethod.PUT,
                        school.administrator(),
                        Map.of("classIds", List.of(school.classId, school.secondClassId)),
                        path,
                        broadcast,
                        school.school)
                .expectStatus()
                .isOk();
        found(school.neighbourAdministrator(), "/api/broadcasts/{id}/classes", broadcast)
                .jsonPath("$.items[*].classId")
                .isEqualTo(List.of(school.classId, school.secondClassId));
        found(school.studentToken(), "/api/broadcasts/{id}", broadcast)
                .jsonPath("$.name")
                .isEqualTo("联盟物理课");

        var other = new School(roster);
        problem(get(other.administrator(), "/api/broadcasts/{id}", broadcast), 404, "broadcast-not-found");
        problem(
                send(
                        HttpMethod.PUT,
                        school.neighbourAdministrator(),
                        Map.of("classIds", List.of(school.neighbourClassId)),
                        path,
                        broadcast,
                        school.neighbour),
                422,
                "broadcast-not-offered");
    }

    @Test
    void a_school_is_in_several_alliances_on_either_side() {
        put(
                        "second-" + alliance,
                        null,
                        body("liveSchoolIds", List.of(school.school), "receivingSchoolIds", List.of(school.neighbour)))
                .expectStatus()
                .isOk();
        put("third-" + alliance, null, body("type", "一校带多校")).expectStatus().isOk();
        found(school.administrator(), "/api/orgs/{id}/alliances?side=RECEIVES", school.school)
                .jsonPath("$.items.length()")
                .isEqualTo(2);
        found(school.administrator(), "/api/orgs/{id}/alliances?side=GIVES", school.school)
                .jsonPath("$.items.length()")
                .isEqualTo(1);
        found(school.teachingOfficer(), "/api/orgs/{id}/alliances", school.county)
                .jsonPath("$.items.length()")
                .isEqualTo(3);
    }

    @Test
    void an_alliance_is_of_schools_below_its_bureau_and_a_broadcast_of_its_live_schools() {
        var other = new School(roster);
        problem(
                put("wrong-" + alliance, null, body("liveSchoolIds", List.of(other.school))),
                422,
                "alliance-school-unknown");
        problem(
                put("wrong-" + alliance, null, body("receivingSchoolIds", List.of(school.county))),
                422,
                "alliance-school-unknown");
        problem(put("wrong-" + alliance, null, body("orgId", other.county)), 404, "org-not-found");
        problem(
                send(
                        HttpMethod.PUT,
                        other.teachingOfficer(),
                        body(
                                "orgId",
                                other.county,
                                "liveSchoolIds",
                                List.of(other.school),
                                "receivingSchoolIds",
                                List.of()),
                        "/api/alliances/{id}",
                        alliance),
                404,
                "alliance-not-found");
        problem(
                post(
                        school.administrator(),
                        asked("不是直播学校", "teacherIds", List.of(school.wang), "allianceId", alliance),
                        "/api/orgs/{id}/broadcasts",
                        school.school),
                422,
                "broadcast-alliance-unknown");
        problem(get(other.administrator(), "/api/alliances/{id}", alliance), 404, "alliance-not-found");
    }

    @Test
    void of_many_changes_of_one_version_one_wins() {
        var statuses = Races.of(
                8,
                i -> () -> put(alliance, "\"1\"", body("name", "联盟" + i))
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        problem(put(alliance, null, body("name", "没有版本")), 428, "if-match-missing");
    }

    @Test
    void a_closed_alliance_takes_nothing_new() {
        var broadcast = broadcast();
        put(alliance, "\"1\"", body("closed", true)).expectStatus().isOk();
        problem(
                post(
                        school.neighbourAdministrator(),
                        asked("联盟化学课", "teacherIds", List.of(sun), "allianceId", alliance),
                        "/api/orgs/{id}/broadcasts",
                        school.neighbour),
                422,
                "broadcast-alliance-unknown");
        problem(get(school.administrator(), "/api/broadcasts/{id}", broadcast), 404, "broadcast-not-found");
    }

    @Test
    void a_school_that_leaves_receives_nothing_from_that_day_on_and_still_reads_what_it_received() {
        var broadcast = broadcast();
        var path = "/api/broadcasts/{b}/schools/{s}/classes";
        var both = Map.of("classIds", List.of(school.classId, school.secondClassId));
        send(HttpMethod.PUT, school.administrator(), both, path, broadcast, school.school)
                .expectStatus()
                .isOk();
        var schoolClass = roster.schoolClass(school.classId).block();
        assertThat(reach.receives(broadcast, schoolClass, TODAY).block()).isTrue();

        put(alliance, "\"1\"", body("receivingSchoolIds", List.of()))
                .expectStatus()
                .isOk();
        assertThat(reach.receives(broadcast, schoolClass, TODAY).block()).isFalse();
        assertThat(reach.receives(broadcast, schoolClass, MONDAY).block()).isFalse();
        assertThat(reach.takingPart(broadcast, MONDAY).block()).isEmpty();
        for (var token : List.of(school.administrator(), school.headTeacher(), school.studentToken())) {
            found(token, "/api/broadcasts/{id}", broadcast).jsonPath("$.name").isEqualTo("联盟物理课");
        }
        found(school.administrator(), path, broadcast, school.school)
                .jsonPath("$.classIds")
                .isEqualTo(List.of());
        found(school.administrator(), "/api/classes/{id}/broadcasts", school.classId)
                .jsonPath("$.items[0].receives")
                .isEqualTo(false);
        send(HttpMethod.PUT, school.administrator(), Map.of("classIds", List.of()), path, broadcast, school.school)
                .expectStatus()
                .isOk();
        problem(
                send(HttpMethod.PUT, school.administrator(), both, path, broadcast, school.school),
                422,
                "broadcast-not-offered");

        put(alliance, "\"2\"", body()).expectStatus().isOk();
        assertThat(reach.receives(broadcast, schoolClass, TODAY).block())
                .as("in again, and asked for nothing yet")
                .isFalse();
        send(HttpMethod.PUT, school.administrator(), both, path, broadcast, school.school)
                .expectStatus()
                .isOk();
        assertThat(reach.receives(broadcast, schoolClass, TODAY).block()).isTrue();
    }

    @Test
    void a_school_takes_its_classes_out_of_what_a_closed_alliance_gives() {
        var broadcast = broadcast();
        var path = "/api/broadcasts/{b}/schools/{s}/classes";
        send(
                        HttpMethod.PUT,
                        school.administrator(),
                        Map.of("classIds", List.of(school.classId)),
                        path,
                        broadcast,
                        school.school)
                .expectStatus()
                .isOk();
        put(alliance, "\"1\"", body("closed", true)).expectStatus().isOk();
        assertThat(reach.takingPart(broadcast, MONDAY).block()).containsExactly(school.classId);
        send(HttpMethod.PUT, school.administrator(), Map.of("classIds", List.of()), path, broadcast, school.school)
                .expectStatus()
                .isOk();
        assertThat(reach.takingPart(broadcast, MONDAY).block()).isEmpty();
    }
}
