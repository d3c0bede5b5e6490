package io.airclass.roster.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Infrastructure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The administrator of 兴义市 imports, beside 普安县 with a school of its own. */
class ReachTest extends RosterServiceTest {
    private static final String XINGYI = "ORG_ADMINISTRATOR@xingyi";

    @Autowired
    Database database;

    private final Map<String, String> files = Zips.school();

    @BeforeEach
    void two_counties_are_there() {
        var all = Zips.school();
        add(all, "orgs.csv", Zips.org("pu-an", "普安县", "district", "qianxinan", "county", "522323"));
        add(all, "orgs.csv", Zips.org("school-9", "普安县第一中学", "school", "pu-an", "school", ""));
        add(all, "users.csv", Zips.user("teacher-9", "", "马", "超", "", ""));
        add(all, "users.csv", Zips.user("head-xingyi", "", "罗", "健", "", ""));
        add(all, "roles.csv", Zips.role("teacher-9", "teacher", "school-9", ""));
        add(all, "roles.csv", Zips.role("head-xingyi", "districtAdministrator", "xingyi", ""));
        add(all, "classes.csv", "class-9,,,高一（9）班,10,,,,,school-9,,,,,\n");
        assertThat(imported(all).get("errorCount").asLong()).isZero();
    }

    private static void add(Map<String, String> files, String name, String rows) {
        files.merge(name, rows, String::concat);
    }

    private JsonNode imported() {
        String location = location(
                upload(issuer.token("head-xingyi", XINGYI), UUID.randomUUID().toString(), Zips.zip(files)));
        return finished(location);
    }

    private Document stored(String collection, String id) {
        return Mono.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .find(new Document("_id", id))
                        .first())
                .block();
    }

    private static List<String> codes(JsonNode report) {
        return report.get("errors")
                .valueStream()
                .map(error -> error.get("file").asString() + ":"
                        + error.get("line").asLong() + ":" + error.get("code").asString())
                .toList();
    }

    @Test
    void what_lies_below_goes_in_and_what_lies_above_may_be_named_as_it_is() {
        add(files, "users.csv", Zips.user("student-7", "", "周", "敏", "", ""));
        add(files, "roles.csv", Zips.role("student-7", "student", "school-1", ""));
        files.put(
                "academicSessions.csv",
                Zips.school()
                        .get("academicSessions.csv")
                        .replace("schoolYear\n", "schoolYear,metadata.airclass.org\n")
                        .replace(",2027\n", ",2027,root\n"));

        var report = imported();

        assertThat(codes(report)).isEmpty();
        assertThat(report.get("orgId").asString()).isEqualTo("xingyi");
        assertThat(stored("people", "student-7").getString("givenName")).isEqualTo("敏");
    }

    @Test
    void organisations_above_and_elsewhere_are_row_errors_and_stay_as_they_are() {
        files.remove("academicSessions.csv");
        files.put("classes.csv", files.get("classes.csv").replace("term-1", ""));
        files.put("orgs.csv", files.get("orgs.csv").replace("兴义市,", "兴义新区,").replace("贵州省", "贵省"));
        add(files, "orgs.csv", Zips.org("school-9", "抢来的学校", "school", "xingyi", "school", ""));
        add(files, "orgs.csv", Zips.org("county-x", "新县", "district", "qianxinan", "county", ""));

        var report = imported();

        assertThat(codes(report))
                .containsExactlyInAnyOrder(
                        "orgs.csv:2:out-of-reach",
                        "orgs.csv:4:out-of-reach",
                        "orgs.csv:6:out-of-reach",
                        "orgs.csv:7:out-of-reach");
        assertThat(stored("orgs", "xingyi").getString("name")).isEqualTo("兴义市");
        assertThat(stored("orgs", "school-9").getString("parentId")).isEqualTo("pu-an");
        assertThat(stored("orgs", "county-x")).isNull();
        assertThat(report.at("/counts/classes/unchanged").asLong()
                        + report.at("/counts/classes/changed").asLong())
                .isEqualTo(1);
    }

    @Test
    void a_person_and_a_class_from_elsewhere_are_row_errors_with_what_depends_on_them() {
        files.remove("academicSessions.csv");
        files.put("classes.csv", files.get("classes.csv").replace("term-1", ""));
        add(files, "users.csv", Zips.user("teacher-9", "", "马", "改名", "", ""));
        add(files, "roles.csv", Zips.role("teacher-9", "teacher", "school-1", ""));
        add(files, "classes.csv", "class-9,,,高一（9）班,10,,,,,school-1,,,,,\n");
        add(files, "enrollments.csv", "e-9,,,class-1,school-1,teacher-9,teacher,,,,\n");

        var report = imported();

        assertThat(codes(report))
                .containsExactlyInAnyOrder(
                        "users.csv:7:person-elsewhere",
                        "roles.csv:7:reference-missing",
                        "classes.csv:3:out-of-reach",
                        "enrollments.csv:6:reference-missing");
        assertThat(stored("people", "teacher-9").getString("givenName")).isEqualTo("超");
        assertThat(stored("classes", "class-9").getString("schoolId")).isEqualTo("school-9");
    }

    @Test
    void an_administrator_makes_no_equals_and_stays_who_they_are() {
        files.remove("academicSessions.csv");
        files.put("classes.csv", files.get("classes.csv").replace("term-1", ""));
        add(files, "users.csv", Zips.user("head-xingyi", "", "罗", "健", "", ""));
        add(files, "users.csv", Zips.user("new-head", "", "吴", "新", "", ""));
        add(files, "roles.csv", Zips.role("head-xingyi", "districtAdministrator", "xingyi", ""));
        add(files, "roles.csv", Zips.role("new-head", "districtAdministrator", "xingyi", ""));
        add(files, "roles.csv", Zips.role("new-head", "systemAdministrator", "school-1", ""));

        var report = imported();

        assertThat(codes(report)).containsExactly("roles.csv:8:role-not-yours", "roles.csv:9:role-not-yours");
        assertThat(stored("people", "head-xingyi").getList("grants", Document.class))
                .hasSize(1);
        assertThat(stored("people", "new-head").getList("grants", Document.class))
                .isEmpty();
    }

    @Test
    void an_import_for_an_organisation_elsewhere_is_refused_and_neighbours_imports_are_not_seen() {
        String own = upload(
                        issuer.token("head-xingyi", XINGYI), UUID.randomUUID().toString(), Zips.zip(files))
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);
        finished(own);
        String next = issuer.token("head-pu-an", "ORG_ADMINISTRATOR@pu-an");
        String above = issuer.token("head-zhou", "ORG_ADMINISTRATOR@qianxinan");

        assertThat(problem(get(next, own), 404)).isEqualTo("not-found");
        assertThat(problem(get(next, own + "/report"), 404)).isEqualTo("not-found");
        assertThat(problem(get(next, "/api/imports?org=xingyi"), 403)).isEqualTo("import-forbidden");
        assertThat(problem(get(next, "/api/imports?org=none"), 403)).isEqualTo("import-forbidden");
        assertThat(ok(get(next, "/api/imports")).get("items").size()).isZero();
        assertThat(ok(get(above, own)).get("id").asString()).isNotEmpty();
        var below = ok(get(above, "/api/imports?org=xingyi&limit=1"));
        assertThat(below.at("/items/0/orgId").asString()).isEqualTo("xingyi");
        assertThat(below.at("/items/0/errors").isMissingNode()).isTrue();
        assertThat(problem(
                        client.post()
                                .uri("/api/imports?org=xingyi")
                                .headers(h -> h.setBearerAuth(next))
                                .header("Idempotency-Key", "n1")
                                .header("Content-Type", "application/zip")
                                .bodyValue(Zips.zip(files))
                                .exchange(),
                        403))
                .isEqualTo("import-forbidden");
        assertThat(problem(
                        upload(
                                issuer.token("two", "ORG_ADMINISTRATOR@xingyi", "ORG_ADMINISTRATOR@pu-an"),
                                "n2",
                                Zips.zip(files)),
                        400))
                .isEqualTo("import-org-missing");
    }
}
