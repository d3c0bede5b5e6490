package io.airclass.roster.profile;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.figures.FigureService;
import io.airclass.roster.oneroster.OwnSchool;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.people.PersonLinesService;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.personal.PersonalService;
import io.airclass.roster.personal.Sealing;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class ProfileTest extends RosterServiceTest {
    private static final Map<String, String> GOOD = Map.of(
            "name", "李明",
            "documentKind", "STUDENT_NUMBER",
            "documentNumber", "G11010519491231002X",
            "phone", "13800000000");

    @Autowired
    Database database;

    @Autowired
    ProfileRepository profiles;

    @Autowired
    RegionSettingsService settings;

    @Autowired
    PersonRepository people;

    @Autowired
    PersonLinesService lines;

    @Autowired
    ClassRepository classes;

    @Autowired
    OrgService access;

    @Autowired
    FigureService figures;

    @Autowired
    PersonalService personal;

    @BeforeEach
    void a_school_is_there() {
        assertThat(imported(OwnSchool.of("pr")).get("state").asString()).isEqualTo("DONE");
        nothing_is_asked_for();
    }

    @AfterEach
    void nothing_is_asked_for() {
        for (String collection : new String[] {"regionSettings", "profiles", "personal"}) {
            Mono.from(Infrastructure.unguarded(database)
                            .getCollection(collection)
                            .deleteMany(new Document()))
                    .block();
        }
    }

    private String officer() {
        return issuer.token("pr-teacher-3", "ORG_ADMINISTRATOR@xingyi");
    }

    private WebTestClient.ResponseSpec put(String token, String uri, String ifMatch, Object body) {
        return client.put()
                .uri(uri)
                .headers(h -> {
                    h.setBearerAuth(token);
                    if (ifMatch != null) {
                        h.set("If-Match", ifMatch);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private void asks(String org) {
        ok(put(officer(), "/api/orgs/" + org + "/settings", null, Map.of("profileRequired", true)));
    }

    private String signedIn() {
        return ok(signIn("pr.li.ming", "Lesson-2026")).get("accessToken").asString();
    }

    @Test
    void where_a_region_asks_for_it_nothing_is_open_before_the_profile_is_complete() {
        asks("xingyi");
        eventually(() -> assertThat(problem(get(signedIn(), "/api/classes/pr-class-1"), 403))
                .isEqualTo("profile-incomplete"));
        JsonNode tokens = ok(signIn("pr.li.ming", "Lesson-2026"));
        String token = tokens.get("accessToken").asString();
        get(token, "/api/me").expectStatus().isOk();

        JsonNode profile = ok(put(token, "/api/me/profile", null, GOOD));

        assertThat(profile.get("name").asString()).isEqualTo("李*");
        assertThat(profile.get("documentNumber").asString()).isEqualTo("G11**************2X");
        assertThat(profile.get("phone").asString()).isEqualTo("138****0000");
        String refreshed = ok(refresh(tokens.get("refreshToken").asString()))
                .get("accessToken")
                .asString();
        get(refreshed, "/api/classes/pr-class-1").expectStatus().isOk();
    }

    @Test
    void the_nearest_setting_up_the_tree_wins_and_says_where_it_comes_from() {
        asks("xingyi");
        String path = "/api/orgs/pr-school-1/settings";
        JsonNode inherited = ok(get(officer(), path));
        assertThat(inherited.get("profileRequired").asBoolean()).isTrue();
        assertThat(inherited.get("from").asString()).isEqualTo("xingyi");

        ok(put(officer(), path, null, Map.of("profileRequired", false)));

        assertThat(ok(get(officer(), path)).get("profileRequired").asBoolean()).isFalse();
        eventually(
                () -> get(signedIn(), "/api/classes/pr-class-1").expectStatus().isOk());
    }

    @Test
    void two_officers_who_change_a_setting_at_once_do_not_overwrite_each_other() {
        asks("xingyi");

        var statuses = Races.of(
                10,
                _ -> () -> put(officer(), "/api/orgs/xingyi/settings", "\"1\"", Map.of("profileRequired", false))
                        .returnResult(byte[].class)
                        .getStatus()
                        .value());

        assertThat(statuses).contains(200).allMatch(status -> status == 200 || status == 412);
        assertThat(problem(put(officer(), "/api/orgs/xingyi/settings", null, Map.of("profileRequired", true)), 428))
                .isEqualTo("if-match-missing");
        eventually(() -> assertThat(ok(get(admin(), "/api/audit?org=xingyi&limit=200"))
                        .get("items")
                        .findValuesAsString("action"))
                .contains("region-settings-changed"));
    }

    @Test
    void wrong_particulars_are_refused_field_by_field_and_never_repeated() {
        var bad = new HashMap<String, Object>(GOOD);
        bad.put("documentNumber", "G110105194912310021");
        bad.put("phone", "123");
        String token = issuer.token("pr-student-1", "STUDENT@pr-school-1");

        byte[] body = put(token, "/api/me/profile", null, bad)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .returnResult()
                .getResponseBody();

        assertThat(json(body).get("errors").findValuesAsString("pointer")).containsExactly("/documentNumber", "/phone");
        assertThat(new String(body)).doesNotContain("110105");
        assertThat(problem(get(token, "/api/me/profile"), 404)).isEqualTo("profile-none");
    }

    @Test
    void a_profile_is_repeated_freely_and_changed_with_its_version() {
        String token = issuer.token("pr-student-1", "STUDENT@pr-school-1");
        ok(put(token, "/api/me/profile", null, GOOD));
        ok(put(token, "/api/me/profile", null, GOOD));
        var changed = new HashMap<>(GOOD);
        changed.put("phone", "13900000000");

        assertThat(problem(put(token, "/api/me/profile", null, changed), 428)).isEqualTo("if-match-missing");
        assertThat(ok(put(token, "/api/me/profile", "\"1\"", changed))
                        .get("phone")
                        .asString())
                .isEqualTo("139****0000");
        assertThat(problem(put(token, "/api/me/profile", "\"1\"", GOOD), 412)).isEqualTo("stale-version");
    }

    @Test
    void nothing_in_the_database_tells_particulars() {
        ok(put(issuer.token("pr-student-1", "STUDENT@pr-school-1"), "/api/me/profile", null, GOOD));

        String stored = Flux.from(Infrastructure.unguarded(database)
                        .getCollection("profiles")
                        .find())
                .map(Document::toJson)
                .blockLast();

        assertThat(stored).contains("pr-student-1").doesNotContain("李明", "11010519", "13800000000");
    }

    @Test
    void a_name_is_sealed_anew_when_the_key_has_changed_and_the_old_one_may_go() {
        String first = "t1:VGhpcyBrZXkgaXMga25vd24gdG8gZXZlcnlib2R5ISE=";
        String second = "t2:" + Base64.getEncoder().encodeToString("fedcba9876543210fedcba9876543210".getBytes());
        ok(put(issuer.token("pr-student-1", "STUDENT@pr-school-1"), "/api/me/profile", null, GOOD));

        assertThat(with(second + "," + first).reseal().block()).isEqualTo(1);
        assertThat(with(second + "," + first).reseal().block()).isZero();

        var stored = profiles.find("pr-student-1").block();
        assertThat(stored.value().name().keyId()).isEqualTo("t2");
        assertThat(Sealing.of(second).openText(stored.value().name(), "profiles/pr-student-1/name"))
                .isEqualTo("李明");
    }

    private ProfileService with(String keys) {
        return new ProfileService(
                profiles,
                settings,
                people,
                lines,
                classes,
                access,
                figures,
                personal,
                Sealing.of(keys),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }

    @Test
    void the_rate_of_completed_profiles_is_counted_by_organisation() {
        ok(put(issuer.token("pr-student-1", "STUDENT@pr-school-1"), "/api/me/profile", null, GOOD));

        eventually(() -> {
            JsonNode rates = ok(get(officer(), "/api/statistics/profiles?org=pr-school-1"));
            assertThat(rates.at("/all/completed").asLong()).isEqualTo(1);
            assertThat(rates.at("/all/people").asLong()).isEqualTo(4);
            assertThat(rates.at("/all/rate").asDouble()).isEqualTo(0.25);
        });
        assertThat(problem(
                        get(issuer.token("x", "ORG_ADMINISTRATOR@pu-an"), "/api/statistics/profiles?org=xingyi"), 404))
                .isEqualTo("not-found");
    }

    @Test
    void a_teacher_who_teaches_at_a_teaching_point_counts_there_as_soon_as_the_profile_is_complete() {
        var files = OwnSchool.of("pt");
        files.replaceAll((_, text) -> text.replaceAll(",[a-z.]*(laoshi|ming|xue|baba),", ",,"));
        files.merge(
                "orgs.csv",
                Zips.org("pt-point", "岔江村教学点", "school", "pt-school-1", "teaching-point", ""),
                String::concat);
        files.merge("classes.csv", "pt-class-9,,,一年级,1,,,homeroom,,pt-point,,,,,primary\n", String::concat);
        files.merge("enrollments.csv", "pt-e-9,,,pt-class-9,pt-point,pt-teacher-2,teacher,true,,,语文\n", String::concat);
        assertThat(imported(files).get("errorCount").asLong()).isZero();
        eventually(
                () -> assertThat(ratesOf("pt-point").at("/all/people").asLong()).isEqualTo(1));
        assertThat(completed("pt-point")).isZero();

        ok(put(issuer.token("pt-teacher-2", "TEACHER@pt-school-1"), "/api/me/profile", null, GOOD));

        eventually(() -> assertThat(completed("pt-point")).isEqualTo(1));
    }

    private long completed(String org) {
        return ok(get(officer(), "/api/statistics/profiles?org=" + org))
                .at("/all/completed")
                .asLong();
    }

    @Test
    void a_student_who_moves_takes_the_profile_along_into_the_rates_and_so_does_a_school_into_another_county() {
        var files = OwnSchool.of("pm");
        files.replaceAll((_, text) -> text.replaceAll(",[a-z.]*(laoshi|ming|xue|baba),", ",,"));
        files.merge(
                "orgs.csv", Zips.org("pm-ceheng", "册亨县", "district", "qianxinan", "county", "522327"), String::concat);
        files.merge(
                "orgs.csv", Zips.org("pm-school-2", "册亨县民族中学", "school", "pm-ceheng", "school", ""), String::concat);
        files.merge("classes.csv", "pm-class-2,,,高一（2）班,10,,,homeroom,,pm-school-2,,,,,senior\n", String::concat);
        files.merge("users.csv", Zips.user("pm-teacher-2b", "", "何", "静", "", ""), String::concat);
        files.merge(
                "enrollments.csv", "pm-e-9,,,pm-class-2,pm-school-2,pm-teacher-2b,teacher,true,,,语文\n", String::concat);
        assertThat(imported(files).get("errorCount").asLong()).isZero();
        ok(put(issuer.token("pm-student-1", "STUDENT@pm-school-1"), "/api/me/profile", null, GOOD));
        eventually(() -> assertThat(completed("pm-school-1")).isEqualTo(1));

        client.post()
                .uri("/api/people/pm-student-1/moves")
                .headers(h -> h.setBearerAuth(officerOf("qianxinan")))
                .header("Idempotency-Key", "pm-move")
                .bodyValue(Map.of("fromClassId", "pm-class-1", "toClassId", "pm-class-2", "reason", "随父母迁居"))
                .exchange()
                .expectStatus()
                .isCreated();
        eventually(() -> {
            assertThat(completed("pm-school-1")).isZero();
            assertThat(ratesOf("pm-ceheng").at("/all/completed").asLong()).isEqualTo(1);
        });

        files.computeIfPresent(
                "orgs.csv",
                (_, text) -> text.replace(
                        Zips.org("pm-school-2", "册亨县民族中学", "school", "pm-ceheng", "school", ""),
                        Zips.org("pm-school-2", "册亨县民族中学", "school", "xingyi", "school", "")));
        files.computeIfPresent(
                "enrollments.csv",
                (_, text) -> text.replace("class-1,pm-school-1,pm-student-1", "class-2,pm-school-2,pm-student-1"));
        files.computeIfPresent(
                "roles.csv",
                (_, text) -> text.replace(
                        "pm-student-1,primary,student,,,pm-school-1", "pm-student-1,primary,student,,,pm-school-2"));
        assertThat(imported(files).get("errorCount").asLong()).isZero();
        eventually(() -> {
            assertThat(ratesOf("pm-ceheng").at("/all/people").asLong()).isZero();
            assertThat(ratesOf("xingyi").get("children").toString()).contains("\"pm-school-2\",\"completed\":1");
        });
    }

    private String officerOf(String org) {
        return issuer.token("pr-teacher-3", "ORG_ADMINISTRATOR@" + org);
    }

    private JsonNode ratesOf(String org) {
        return ok(get(officerOf("qianxinan"), "/api/statistics/profiles?org=" + org));
    }
}
