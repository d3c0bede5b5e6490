package io.airclass.roster.personal;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.PersonRepository;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class PersonalTest extends RosterServiceTest {
    private static final String IDENTITY = "11010519491231002X";
    private static final String PHONE = "13885900001";

    @Autowired
    PersonalService service;

    @Autowired
    PersonalRepository repository;

    @Autowired
    PersonRepository people;

    @Autowired
    OrgRepository orgs;

    @Autowired
    ClassRepository classes;

    @Autowired
    Database database;

    @BeforeEach
    void a_school_is_there_and_nothing_is_kept_of_its_people() {
        imported(Zips.school());
        Mono.from(Infrastructure.unguarded(database).getCollection("personal").deleteMany(new Document()))
                .block();
    }

    private String registrar() {
        return issuer.token("admin-1", "SCHOOL_ADMINISTRATOR@school-1");
    }

    private String student() {
        return issuer.token("student-1", "STUDENT@school-1");
    }

    private WebTestClient.ResponseSpec write(String token, String ifMatch, Map<String, String> body) {
        return client.put()
                .uri("/api/people/student-1/personal")
                .headers(headers -> {
                    headers.setBearerAuth(token);
                    if (ifMatch != null) {
                        headers.setIfMatch(ifMatch);
                    }
                })
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec disclose(String token) {
        return client.post()
                .uri("/api/people/student-1/personal/disclosures")
                .headers(h -> h.setBearerAuth(token))
                .bodyValue(Map.of("fields", List.of("IDENTITY_NUMBER"), "reason", "中考报名"))
                .exchange();
    }

    private JsonNode read(String token) {
        return ok(get(token, "/api/people/student-1/personal"));
    }

    @Test
    void the_owner_sees_it_in_the_clear_others_masked_and_the_register_for_a_reason_that_is_audited() {
        ok(write(registrar(), null, Map.of("identityNumber", IDENTITY, "phone", PHONE)));

        assertThat(read(student()).get("identityNumber").asString()).isEqualTo(IDENTITY);
        for (String token : List.of(
                registrar(),
                issuer.token("guardian-1", "GUARDIAN@school-1"),
                issuer.token("teacher-1", "TEACHER@school-1"),
                issuer.token("p", "PRINCIPAL@school-1"))) {
            JsonNode masked = read(token);
            assertThat(masked.get("identityNumber").asString()).isEqualTo("11**************2X");
            assertThat(masked.get("phone").asString()).isEqualTo("138****0001");
            assertThat(masked.get("masked").asBoolean()).isTrue();
        }
        JsonNode disclosed = ok(disclose(registrar()));
        assertThat(disclosed.get("identityNumber").asString()).isEqualTo(IDENTITY);
        assertThat(disclosed.has("phone")).as("what was not asked for").isFalse();
        assertThat(problem(disclose(issuer.token("p", "PRINCIPAL@school-1")), 403))
                .isEqualTo("disclosure-forbidden");
        eventually(() -> {
            JsonNode entry =
                    ok(get(student(), "/api/audit?person=student-1&limit=1")).at("/items/0");
            assertThat(entry.get("action").asString()).isEqualTo("particulars-disclosed");
            assertThat(entry.at("/facts/fields").asString()).isEqualTo("identityNumber");
            assertThat(entry.toString()).doesNotContain(IDENTITY, "1949");
        });
    }

    @Test
    void nobody_else_learns_that_there_is_anything() {
        ok(write(registrar(), null, Map.of("phone", PHONE)));
        for (String token : List.of(
                issuer.token("student-2", "STUDENT@school-1"),
                issuer.token("teacher-2", "TEACHER@school-1"),
                issuer.token("x", "ORG_ADMINISTRATOR@qianxinan"),
                issuer.token("x", "SCHOOL_ADMINISTRATOR@school-2"),
                admin())) {
            assertThat(problem(get(token, "/api/people/student-1/personal"), 404))
                    .isEqualTo("not-found");
            assertThat(problem(disclose(token), 404)).isEqualTo("not-found");
        }
    }

    @Test
    void the_owner_changes_the_phone_and_nothing_else() {
        assertThat(problem(write(student(), null, Map.of("identityNumber", IDENTITY)), 403))
                .isEqualTo("particulars-not-yours");
        JsonNode own = ok(write(student(), null, Map.of("phone", "+86 138 8590 0001")));
        assertThat(own.get("phone").asString()).isEqualTo(PHONE);
        assertThat(problem(write(student(), "\"1\"", Map.of("phone", "110")), 400))
                .isEqualTo("particulars-unfit");
        assertThat(problem(write(student(), "\"7\"", Map.of("phone", "13885900002")), 412))
                .isEqualTo("stale-version");
        assertThat(ok(write(student(), "\"1\"", Map.of("phone", ""))).has("phone"))
                .isFalse();
    }

    @Test
    void of_many_who_write_one_version_one_wins() {
        ok(write(registrar(), null, Map.of("phone", PHONE)));
        var statuses = Races.of(
                8,
                i -> () -> write(registrar(), "\"1\"", Map.of("phone", "1388590010" + i))
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }

    @Test
    void neither_the_database_nor_an_event_holds_it_readable() {
        ok(write(registrar(), null, Map.of("identityNumber", IDENTITY, "phone", PHONE)));
        for (String name : List.of("personal", "people", "audit", "classes", "accounts")) {
            var all = Flux.from(Infrastructure.unguarded(database)
                            .getCollection(name)
                            .find())
                    .collectList()
                    .block();
            assertThat(all.toString()).as(name).doesNotContain(PHONE, IDENTITY, "19491231");
        }
    }

    @Test
    void a_new_key_in_front_seals_everything_anew_and_the_old_one_may_go() {
        String first = "k1:" + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());
        String second = "k2:" + Base64.getEncoder().encodeToString("fedcba9876543210fedcba9876543210".getBytes());
        var wanted = new HashMap<String, Particulars>();
        for (int i = 0; i < 250; i++) {
            wanted.put("student-k" + i, new Particulars(Map.of(Particular.PHONE, "13885" + (900_000 + i))));
        }
        assertThat(with(first).ensure(wanted).block()).isEqualTo(250);
        assertThat(with(first).ensure(wanted).block()).as("the same again").isZero();

        PersonalService rotating = with(second + "," + first);
        assertThat(rotating.open(wanted.keySet()).block()).isEqualTo(wanted);
        assertThat(rotating.reseal().block()).isEqualTo(200);
        assertThat(rotating.reseal().block()).isEqualTo(50);
        assertThat(rotating.reseal().block()).isZero();

        assertThat(with(second).open(wanted.keySet()).block()).isEqualTo(wanted);
        assertThat(with(second).ensure(wanted).block()).isZero();
    }

    private PersonalService with(String keys) {
        return new PersonalService(repository, people, orgs, classes, Sealing.of(keys), new SimpleMeterRegistry());
    }
}
