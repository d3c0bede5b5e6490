package io.airclass.roster.personal;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Change;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

class PersonalTest extends RosterServiceTest {
    private static final String IDENTITY = "11010519491231002X";
    private static final String PHONE = "13885900001";
    private static final String KEY =
            "k1:" + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());

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
        String first = KEY;
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

    private static Map<String, Particulars> of(String personId, String phone) {
        return Map.of(personId, new Particulars(Map.of(Particular.PHONE, phone)));
    }

    /** Somebody who has left, of whom a number is still kept. */
    private String left() {
        String id = "left-" + UUID.randomUUID();
        there(id, "李", "明");
        with(KEY).ensure(of(id, PHONE)).block();
        Mono.from(Infrastructure.unguarded(database)
                        .getCollection("people")
                        .updateOne(
                                new Document("_id", id),
                                new Document("$set", new Document("familyName", "").append("givenName", ""))))
                .block();
        return id;
    }

    private void there(String id, String familyName, String givenName) {
        var known = people.find(id).blockOptional();
        var person = Person.imported(
                familyName, givenName, true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        long version = known.map(Stored::version).orElse(0L);
        assertThat(people.saveAll(List.of(new Change<>(id, version, person, List.of())))
                        .block())
                .isTrue();
    }

    @Test
    void of_who_has_left_nothing_is_kept_though_what_was_audited_cannot_be_sent_yet() {
        String id = left();
        var mongo = Infrastructure.unguarded(database).getCollection("personal");
        long later = Instant.now().plusSeconds(86_400).toEpochMilli(); // the relay does not look at it before
        Mono.from(mongo.updateOne(
                        new Document("_id", id),
                        new Document(
                                "$set",
                                new Document("outboxAt", later)
                                        .append("outbox", List.of(new Document("id", "waiting"))))))
                .block();

        with(KEY).forget(List.of(id)).block();

        var stays = Mono.from(mongo.find(new Document("_id", id)).first()).block();
        assertThat(stays).doesNotContainKeys("phone", "identityNumber", "studentNumber");
        assertThat(stays.getList("keyIds", String.class)).isEmpty();
        assertThat(stays.getList("outbox", Document.class)).hasSize(1);
        Mono.from(mongo.deleteOne(new Document("_id", id))).block();
    }

    @Test
    void who_is_brought_back_while_what_was_kept_is_forgotten_keeps_what_is_written_anew() {
        String id = left();
        var back = new AtomicBoolean();
        var slow = new PersonalRepository(database) {
            @Override
            Flux<Stored<Personal>> findAll(Collection<String> personIds) {
                return super.findAll(personIds).doOnComplete(() -> {
                    if (back.compareAndSet(false, true)) {
                        there(id, "李", "明");
                        with(KEY).ensure(of(id, "13885900002")).block();
                    }
                });
            }
        };

        with(slow, KEY)
                .forget(List.of(id))
                .subscribeOn(Schedulers.boundedElastic())
                .block();

        assertThat(with(KEY).open(Set.of(id)).block()).isEqualTo(of(id, "13885900002"));
    }

    @Test
    void of_forgetting_and_bringing_back_at_once_what_was_written_last_stays() {
        for (int round = 0; round < 10; round++) {
            String id = left();
            Races.of(4, i -> () -> {
                if (i == 0) {
                    there(id, "李", "明");
                    with(KEY).ensure(of(id, "13885900003")).block();
                } else {
                    with(KEY).forget(List.of(id)).block();
                }
                return i;
            });

            assertThat(with(KEY).open(Set.of(id)).block()).isEqualTo(of(id, "13885900003"));
        }
    }

    @Test
    void what_an_attempt_wrote_of_somebody_who_left_goes_although_the_next_finds_nothing_to_write() {
        String id = left();
        with(KEY).forget(List.of(id)).block();
        var first = new AtomicBoolean(true);
        var slower = new PersonalRepository(database) {
            @Override
            Mono<Boolean> saveAll(List<Change<Personal>> changes) {
                return super.saveAll(changes).map(written -> written && !first.getAndSet(false));
            }
        };

        assertThat(with(slower, KEY).ensure(of(id, PHONE)).block()).isZero();

        assertThat(repository.find(id).block().value().isNothing()).isTrue();
    }

    @Test
    void the_same_particulars_again_ask_nobody_who_has_left() {
        there("stays-1", "王", "芳");
        with(KEY).ensure(of("stays-1", PHONE)).block();
        var asked = new AtomicInteger();
        var counting = new PersonalRepository(database) {
            @Override
            Flux<Stored<Personal>> findAll(Collection<String> personIds) {
                asked.incrementAndGet();
                return super.findAll(personIds);
            }
        };

        assertThat(with(counting, KEY).ensure(of("stays-1", PHONE)).block()).isZero();

        assertThat(asked).hasValue(1);
    }

    private PersonalService with(String keys) {
        return with(repository, keys);
    }

    private PersonalService with(PersonalRepository personal, String keys) {
        return new PersonalService(personal, people, orgs, classes, Sealing.of(keys), new SimpleMeterRegistry());
    }
}
