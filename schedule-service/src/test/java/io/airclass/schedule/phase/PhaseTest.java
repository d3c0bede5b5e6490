package io.airclass.schedule.phase;

import static io.airclass.testkit.Eventually.eventually;
import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.rosterview.RosterView;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Phases and checklists over HTTP. */
@ServiceTest
class PhaseTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    ChecklistRepository checklists;

    @Autowired
    PhaseSetRepository sets;

    @Autowired
    PhaseService service;

    private final String key = UUID.randomUUID().toString().substring(0, 8);
    private final String city = "city-" + key;
    private final String county = "county-" + key;
    private final String school = "school-1-" + key;
    private final String second = "school-2-" + key;
    private final String direct = "school-3-" + key;
    private final String bureau = token("city-officer", grant(Role.ORG_ADMINISTRATOR, city));
    private final String countyBureau = token("county-officer", grant(Role.TEACHING_OFFICER, county));
    private final String principal = token("principal", grant(Role.PRINCIPAL, school));

    @BeforeEach
    void a_city_with_a_county_and_three_schools() {
        org(city, OrgType.PREFECTURE, "root");
        org(county, OrgType.COUNTY, "root", city);
        org(school, OrgType.SCHOOL, "root", city, county);
        org(second, OrgType.SCHOOL, "root", city, county);
        org(direct, OrgType.SCHOOL, "root", city);
    }

    private void org(String id, OrgType type, String... above) {
        var within = new ArrayList<>(List.of(above));
        within.add(id);
        var stages = type == OrgType.SCHOOL ? List.of(Stage.JUNIOR) : List.<Stage>of();
        roster.apply(new OrgChangedV1(id, type, above[above.length - 1], null, null, "吉林市", stages, within, false), 1)
                .block();
    }

    private static Map<String, Object> phases(String name, LocalDate dueOn, String... items) {
        return Map.of(
                "phases",
                List.of(Map.of(
                        "key",
                        "prepare",
                        "name",
                        name,
                        "from",
                        TODAY.minusDays(7).toString(),
                        "to",
                        TODAY.toString(),
                        "items",
                        List.of(items).stream()
                                .map(item -> Map.of("key", item, "text", "制定方案", "dueOn", dueOn.toString()))
                                .toList())));
    }

    private WebTestClient.ResponseSpec save(String token, String org, Object body, String ifMatch) {
        return client.put()
                .uri("/api/orgs/{id}/phases/JUNIOR", org)
                .headers(headers -> {
                    headers.setBearerAuth(token);
                    if (ifMatch != null) {
                        headers.set(HttpHeaders.IF_MATCH, ifMatch);
                    }
                })
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec get(String token, String uri, Object... variables) {
        return client.get()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    private WebTestClient.ResponseSpec tick(String token, String ofSchool, String item, boolean done) {
        return client.put()
                .uri("/api/schools/{id}/phase-checklists/JUNIOR/prepare/{item}", ofSchool, item)
                .headers(headers -> headers.setBearerAuth(token))
                .bodyValue(Map.of("done", done))
                .exchange();
    }

    private WebTestClient.BodyContentSpec overview(String token, String org) {
        return get(token, "/api/orgs/{id}/phase-overview?stage=JUNIOR", org)
                .expectStatus()
                .isOk()
                .expectBody();
    }

    @Test
    void a_school_ticks_off_what_the_nearest_bureau_asks_and_the_bureau_sees_the_counts() {
        save(bureau, city, phases("准备", TODAY.minusDays(1), "plan", "survey"), null)
                .expectStatus()
                .isOk();
        eventually(() -> overview(bureau, city).jsonPath("$.schools").isEqualTo(3));

        tick(principal, school, "plan", true)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].late")
                .isEqualTo(true)
                .jsonPath("$.items[0].doneBy")
                .isEqualTo("principal")
                .jsonPath("$.items[1].overdue")
                .isEqualTo(true);
        overview(bureau, city)
                .jsonPath("$.items[0].done")
                .isEqualTo(1)
                .jsonPath("$.items[0].overdue")
                .isEqualTo(2)
                .jsonPath("$.rows[0].done")
                .isEqualTo(1)
                .jsonPath("$.rows[1].overdue")
                .isEqualTo(2);

        save(countyBureau, county, phases("县级准备", TODAY, "platform"), null)
                .expectStatus()
                .isOk();
        eventually(() -> overview(countyBureau, county).jsonPath("$.schools").isEqualTo(2));
        overview(bureau, city).jsonPath("$.schools").isEqualTo(1);
        get(principal, "/api/orgs/{id}/phases", school)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].org")
                .isEqualTo(county)
                .jsonPath("$.items[0].now[0]")
                .isEqualTo("prepare");

        save(countyBureau, county, Map.of("phases", List.of()), "*")
                .expectStatus()
                .isEqualTo(428);
        save(countyBureau, county, Map.of("phases", List.of()), "\"99\"")
                .expectStatus()
                .isEqualTo(412);
        tick(principal, school, "plan", true).expectStatus().isNotFound();
    }

    @Test
    void an_empty_set_gives_way_to_the_next_above() {
        save(bureau, city, phases("准备", TODAY, "plan"), null).expectStatus().isOk();
        save(countyBureau, county, phases("县级准备", TODAY, "platform"), null)
                .expectStatus()
                .isOk();
        eventually(() -> overview(countyBureau, county).jsonPath("$.schools").isEqualTo(2));
        save(countyBureau, county, Map.of("phases", List.of()), "\"1\"")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"2\"");
        eventually(() -> overview(bureau, city).jsonPath("$.schools").isEqualTo(3));
        overview(countyBureau, county).jsonPath("$.org").isEqualTo(city);
    }

    @Test
    void all_that_is_ticked_at_once_is_kept() {
        save(bureau, city, phases("准备", TODAY, "a", "b", "c", "d", "e", "f"), null)
                .expectStatus()
                .isOk();
        var items = List.of("a", "b", "c", "d", "e", "f");
        var statuses = Races.of(
                items.size(),
                number -> () -> tick(principal, school, items.get(number), true)
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses).containsOnly(200);
        assertThat(checklists
                        .find(PhaseRules.checklistId(school, Stage.JUNIOR))
                        .block()
                        .value()
                        .doneItems())
                .hasSize(6);
    }

    @Test
    void of_two_who_save_phases_at_once_one_is_told_that_they_moved() {
        save(bureau, city, phases("准备", TODAY, "a"), null).expectStatus().isOk();
        var statuses = Races.of(
                2,
                number -> () -> save(bureau, city, phases("准备" + number, TODAY, "a"), "\"1\"")
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void what_one_may_not_see_is_not_there_and_what_one_may_not_do_is_forbidden() {
        var neighbour = token("neighbour", grant(Role.PRINCIPAL, second));
        save(principal, city, phases("准备", TODAY, "plan"), null).expectStatus().isForbidden();
        save(countyBureau, direct, phases("准备", TODAY, "plan"), null)
                .expectStatus()
                .isNotFound();
        save(bureau, school, phases("准备", TODAY, "plan"), null).expectStatus().isForbidden();
        save(bureau, city, phases("准备", TODAY, "plan"), null).expectStatus().isOk();
        tick(neighbour, school, "plan", true).expectStatus().isNotFound();
        tick(bureau, school, "plan", true).expectStatus().isForbidden();
        get(principal, "/api/orgs/{id}/phase-overview?stage=JUNIOR", city)
                .expectStatus()
                .isNotFound();
        get(token("child", grant(Role.STUDENT, school)), "/api/orgs/{id}/phases", school)
                .expectStatus()
                .isNotFound();
        save(bureau, city, phases("准备", TODAY, "a b"), "*").expectStatus().isBadRequest();
    }

    @Test
    void a_school_that_moves_closes_or_comes_is_where_it_is() {
        save(bureau, city, phases("准备", TODAY, "plan"), null).expectStatus().isOk();
        save(countyBureau, county, phases("县级准备", TODAY, "platform"), null)
                .expectStatus()
                .isOk();
        eventually(() -> {
            overview(bureau, city).jsonPath("$.schools").isEqualTo(1);
            overview(countyBureau, county).jsonPath("$.schools").isEqualTo(2);
        });

        var moved = changed(second, false, "root", city);
        service.changed(moved, 2).block();
        service.changed(moved, 2).block();
        overview(bureau, city).jsonPath("$.schools").isEqualTo(2);
        overview(countyBureau, county).jsonPath("$.schools").isEqualTo(1);

        service.changed(changed(school, true, "root", city, county), 2).block();
        service.changed(changed(direct, true, "root", city), 2).block();
        overview(bureau, city).jsonPath("$.schools").isEqualTo(1);
        overview(countyBureau, county)
                .jsonPath("$.schools")
                .isEqualTo(0)
                .jsonPath("$.rows.length()")
                .isEqualTo(0);

        var fresh = changed("school-4-" + key, false, "root", city, county);
        service.changed(fresh, 1).block();
        overview(countyBureau, county).jsonPath("$.schools").isEqualTo(1);
        service.changed(changed("school-5-" + key, true, "root", city, county), 2)
                .block();
        assertThat(checklists
                        .find(PhaseRules.checklistId("school-5-" + key, Stage.JUNIOR))
                        .blockOptional())
                .isEmpty();
    }

    @Test
    void a_school_that_moves_while_phases_are_saved_is_under_those_that_hold_where_it_is() {
        save(bureau, city, phases("准备", TODAY, "plan"), null).expectStatus().isOk();
        save(countyBureau, county, phases("县级准备", TODAY, "platform"), null)
                .expectStatus()
                .isOk();
        eventually(() -> overview(countyBureau, county).jsonPath("$.schools").isEqualTo(2));
        var saved = List.of(PhaseRules.setId(county, Stage.JUNIOR), PhaseRules.setId(city, Stage.JUNIOR));

        for (int round = 2; round < 22; round++) {
            var away = round % 2 == 0;
            var moved = away ? changed(second, false, "root", city) : changed(second, false, "root", city, county);
            long sequence = round;
            var sets = this.sets.findAll(saved).block();
            Races.of(3, i -> () -> {
                (i == 0
                                ? service.changed(moved, sequence)
                                : service.layOut(sets.get(saved.get(i - 1)).value()))
                        .block();
                return true;
            });

            var checklist = checklists
                    .find(PhaseRules.checklistId(second, Stage.JUNIOR))
                    .block()
                    .value();
            assertThat(checklist.within()).isEqualTo(moved.within());
            assertThat(checklist.setId()).isEqualTo(saved.get(away ? 1 : 0));
        }
    }

    @Test
    void phases_that_are_saved_when_a_school_has_just_moved_find_it_there() {
        save(countyBureau, county, phases("县级准备", TODAY, "platform"), null)
                .expectStatus()
                .isOk();
        eventually(() -> overview(countyBureau, county).jsonPath("$.schools").isEqualTo(2));
        service.changed(changed(second, false, "root", city), 2).block();

        save(bureau, city, phases("准备", TODAY, "plan"), null).expectStatus().isOk();
        var again = sets.findAll(List.of(PhaseRules.setId(county, Stage.JUNIOR)))
                .block()
                .get(PhaseRules.setId(county, Stage.JUNIOR));
        service.layOut(again.value()).block();

        eventually(() -> overview(bureau, city).jsonPath("$.schools").isEqualTo(2));
        overview(countyBureau, county).jsonPath("$.schools").isEqualTo(1);
    }

    private static OrgChangedV1 changed(String id, boolean closed, String... above) {
        var within = new ArrayList<>(List.of(above));
        within.add(id);
        return new OrgChangedV1(
                id,
                OrgType.SCHOOL,
                above[above.length - 1],
                null,
                null,
                "吉林市第一中学",
                List.of(Stage.JUNIOR),
                within,
                closed);
    }
}
