package io.airclass.roster.intake;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleLimits;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.term.Term;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class DeltaTest extends RosterServiceTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String FIRST = "2026-11-01T08:00:00Z";
    private static final String SECOND = "2026-11-02T08:00:00Z";
    private static final List<String> COLLECTIONS =
            List.of("orgs", "terms", "classes", "people", "accounts", "usernames", "sourceRows");

    @TempDir
    Path directory;

    @Autowired
    Database database;

    @Autowired
    DeltaService deltas;

    /** Each test has a school of its own in the same county. */
    private final String own = "d" + NEXT.incrementAndGet() + "-";

    private final Map<String, String> changes = new LinkedHashMap<>();

    @BeforeEach
    void a_school_is_there() {
        var files = named(Zips.school());
        files.merge("classes.csv", own + "class-2,,,高一（2）班,10,,,,," + own + "school-1,,,,,senior\n", String::concat);
        assertThat(imported(files).get("errorCount").asLong()).isZero();
    }

    private Map<String, String> named(Map<String, String> files) {
        files.replaceAll((name, text) -> text.replaceAll(
                        "(?m)(?<=^|,)(school|class|teacher|student|guardian|role|e|term|year)-", own + "$1-")
                .replaceAll("(chen\\.laoshi|wang\\.laoshi|li\\.ming|zhao\\.xue|li\\.baba)", own + "$1"));
        return files;
    }

    private void change(String file, String header, String status, String at, String row) {
        var one = Zips.changes(Map.of(file, row), status, at).get(file);
        changes.merge(file, header + one, (all, more) -> all + one);
    }

    private void user(String status, String at, String row) {
        change("users.csv", Zips.USERS_HEADER, status, at, row);
    }

    private void enrolment(String status, String at, String row) {
        change("enrollments.csv", Zips.ENROLLMENTS_HEADER, status, at, row);
    }

    private JsonNode sent() {
        return imported(Zips.delta(changes));
    }

    private JsonNode good() {
        var report = sent();
        assertThat(codes(report)).isEmpty();
        return report;
    }

    private static List<String> codes(JsonNode report) {
        return report.get("errors")
                .valueStream()
                .map(error -> error.get("file").asString() + ":"
                        + error.get("line").asLong() + ":" + error.get("code").asString())
                .toList();
    }

    private Document stored(String collection, String id) {
        return Mono.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .find(new Document("_id", id))
                        .first())
                .block();
    }

    private List<String> ids(String collection, String id, String field) {
        return stored(collection, own + id).getList(field, String.class);
    }

    private long versions() {
        return COLLECTIONS.stream()
                .flatMap(
                        name -> Flux.from(Infrastructure.unguarded(database)
                                        .getCollection(name)
                                        .find())
                                .collectList()
                                .block()
                                .stream())
                .mapToLong(document -> document.getLong("version"))
                .sum();
    }

    @Test
    void active_rows_change_what_is_stored_and_refer_to_what_is_stored() {
        user("active", FIRST, Zips.user(own + "student-2", own + "zhao.xue", "赵", "小雪", own + "guardian-1", ""));
        user("active", FIRST, Zips.user(own + "student-3", own + "sun.li", "孙", "丽", "", "Lesson-2026"));
        change(
                "roles.csv",
                Zips.ROLES_HEADER,
                "active",
                FIRST,
                Zips.role(own + "student-3", "student", own + "school-1", ""));
        enrolment(
                "active",
                FIRST,
                own + "e-9,,," + own + "class-2," + own + "school-1," + own + "student-3,student,,,,\n");

        var report = good();

        assertThat(stored("people", own + "student-2").getString("givenName")).isEqualTo("小雪");
        assertThat(ids("people", "student-2", "classIds")).containsExactly(own + "class-1");
        assertThat(ids("people", "guardian-1", "childIds")).containsExactly(own + "student-1", own + "student-2");
        assertThat(ids("classes", "class-2", "studentIds")).containsExactly(own + "student-3");
        assertThat(ids("people", "student-3", "schoolIds")).containsExactly(own + "school-1");
        assertThat(report.at("/counts/people/made").asLong()).isEqualTo(1);
        assertThat(report.at("/counts/people/changed").asLong()).isEqualTo(2);
        signIn(own + "sun.li", "Lesson-2026").expectStatus().isOk();
    }

    @Test
    void the_same_changes_again_change_nothing_and_publish_nothing() {
        user("active", FIRST, Zips.user(own + "student-2", "", "赵", "小雪", "", ""));
        user("tobedeleted", FIRST, Zips.user(own + "student-1", "", "李", "明", "", ""));
        enrolment(
                "tobedeleted",
                FIRST,
                own + "e-2,,," + own + "class-1," + own + "school-1," + own + "teacher-2,teacher,,,,\n");
        good();
        eventually(() -> assertThat(stored("people", own + "student-1")).doesNotContainKey("outboxAt"));
        long before = versions();

        var report = good();

        assertThat(versions()).isEqualTo(before);
        assertThat(report.at("/counts/people/changed").asLong()).isZero();
        assertThat(report.at("/counts/people/unchanged").asLong()).isEqualTo(2);
    }

    @Test
    void who_leaves_keeps_an_id_and_nothing_else_and_cannot_enter() {
        signIn(own + "li.ming", "Lesson-2026").expectStatus().isOk();
        user("tobedeleted", FIRST, Zips.user(own + "student-1", own + "li.ming", "李", "明", own + "guardian-1", ""));

        good();

        var person = stored("people", own + "student-1");
        assertThat(person.getString("familyName") + person.getString("givenName"))
                .isEmpty();
        assertThat(person.getBoolean("enabled")).isFalse();
        assertThat(person.getList("grants", Document.class)).isEmpty();
        assertThat(ids("people", "student-1", "guardianIds")).isEmpty();
        assertThat(ids("people", "guardian-1", "childIds")).isEmpty();
        assertThat(ids("classes", "class-1", "studentIds")).containsExactly(own + "student-2");
        signIn(own + "li.ming", "Lesson-2026").expectStatus().isUnauthorized();
    }

    @Test
    void a_class_leaves_with_its_relations_and_is_not_found() {
        change(
                "classes.csv",
                Zips.CLASSES_HEADER,
                "tobedeleted",
                FIRST,
                own + "class-1,,,高一（1）班,10,,,homeroom,," + own + "school-1,,,,,senior\n");

        good();

        assertThat(ids("people", "student-1", "classIds")).isEmpty();
        assertThat(ids("people", "teacher-1", "taughtClassIds")).isEmpty();
        assertThat(stored("people", own + "teacher-1").getList("grants", Document.class))
                .extracting(grant -> grant.getString("role"))
                .containsExactly("TEACHER");
        assertThat(problem(get(admin(), "/api/classes/" + own + "class-1"), 404))
                .isEqualTo("not-found");
    }

    @ParameterizedTest
    @CsvSource({"m-1,true", "e-3,false"})
    void an_enrolment_that_names_another_class_moves_the_student_whoever_named_the_first(String row, boolean change) {
        String ofStudent = "," + own + "school-1," + own + "student-1,student,,,,\n";
        if (change) {
            enrolment("active", FIRST, own + row + ",,," + own + "class-1" + ofStudent);
            good();
            changes.clear();
        }
        enrolment("active", SECOND, own + row + ",,," + own + "class-2" + ofStudent);

        good();

        assertThat(ids("people", "student-1", "classIds")).containsExactly(own + "class-2");
        assertThat(ids("classes", "class-1", "studentIds")).containsExactly(own + "student-2");
        assertThat(ids("classes", "class-2", "studentIds")).containsExactly(own + "student-1");
    }

    @Test
    void an_enrolment_of_a_whole_bundle_ends_by_its_id_wherever_the_row_says_it_was() {
        enrolment(
                "tobedeleted",
                FIRST,
                own + "e-3,,," + own + "class-2," + own + "school-1," + own + "student-1,student,,,,\n");

        good();

        assertThat(ids("people", "student-1", "classIds")).isEmpty();
    }

    @Test
    void a_teacher_moves_with_the_subject_of_the_row_and_keeps_those_of_others() {
        var files = named(Zips.school());
        files.merge(
                "enrollments.csv",
                own + "e-9,,," + own + "class-1," + own + "school-1," + own + "teacher-1,teacher,,,,化学\n",
                String::concat);
        imported(files);
        enrolment(
                "active",
                FIRST,
                own + "e-9,,," + own + "class-2," + own + "school-1," + own + "teacher-1,teacher,,,,化学\n");

        good();

        assertThat(taught("class-1")).contains(own + "teacher-1语文").doesNotContain(own + "teacher-1化学");
        assertThat(taught("class-2")).containsExactly(own + "teacher-1化学");
    }

    private List<String> taught(String schoolClass) {
        return stored("classes", own + schoolClass).getList("teachers", Document.class).stream()
                .map(each -> each.getString("personId") + each.getString("subject"))
                .toList();
    }

    @Test
    void a_role_of_a_whole_bundle_that_names_another_school_leaves_nothing_at_the_old_one() {
        change(
                "orgs.csv",
                Zips.ORGS_HEADER,
                "active",
                FIRST,
                Zips.org(own + "school-2", "兴义市第二中学", "school", "xingyi", "school", ""));
        change(
                "roles.csv",
                Zips.ROLES_HEADER,
                "active",
                FIRST,
                own + "role-teacher-2-school-1,,," + own + "teacher-2,primary,teacher,,," + own + "school-2,,\n");

        good();

        assertThat(stored("people", own + "teacher-2").getList("grants", Document.class))
                .extracting(grant -> grant.getString("org"))
                .containsExactly(own + "school-2");
        assertThat(ids("people", "teacher-2", "schoolIds")).containsExactly(own + "school-2");
    }

    @Test
    void a_change_that_was_heard_counts_more_than_what_a_whole_bundle_said() {
        String row = "," + own + "school-1," + own + "student-1,student,,,,\n";
        enrolment("tobedeleted", FIRST, own + "e-3,,," + own + "class-1" + row);
        good();
        changes.clear();
        enrolment("active", SECOND, own + "e-8,,," + own + "class-1" + row);
        good();
        changes.clear();
        enrolment("active", SECOND, own + "e-3,,," + own + "class-2" + row);

        good();

        assertThat(ids("people", "student-1", "classIds")).containsExactly(own + "class-1", own + "class-2");
    }

    @Test
    void what_a_whole_bundle_said_after_a_change_counts_more_than_the_change() {
        String row = "," + own + "school-1," + own + "student-1,student,,,,\n";
        enrolment("active", FIRST, own + "e-3,,," + own + "class-2" + row);
        good();
        assertThat(ids("people", "student-1", "classIds")).containsExactly(own + "class-2");
        a_school_is_there();
        assertThat(ids("people", "student-1", "classIds")).containsExactly(own + "class-1");
        changes.clear();
        enrolment("tobedeleted", SECOND, own + "e-3,,," + own + "class-2" + row);

        good();

        assertThat(ids("people", "student-1", "classIds")).isEmpty();
        assertThat(ids("classes", "class-1", "studentIds")).containsExactly(own + "student-2");
    }

    @Test
    void what_a_whole_bundle_said_of_a_role_after_a_change_counts_more_than_the_change() {
        change(
                "orgs.csv",
                Zips.ORGS_HEADER,
                "active",
                FIRST,
                Zips.org(own + "school-2", "兴义市第二中学", "school", "xingyi", "school", ""));
        String role = own + "role-teacher-2-school-1,,," + own + "teacher-2,primary,teacher,,," + own + "school-2,,\n";
        change("roles.csv", Zips.ROLES_HEADER, "active", FIRST, role);
        good();
        a_school_is_there();
        changes.clear();
        change("roles.csv", Zips.ROLES_HEADER, "tobedeleted", SECOND, role);

        good();

        assertThat(stored("people", own + "teacher-2").getList("grants", Document.class))
                .isEmpty();
    }

    @Test
    void a_row_that_named_another_person_since_ends_what_the_whole_bundle_said_of_the_first() {
        String there = ",,," + own + "class-2," + own + "school-1,";
        enrolment("active", FIRST, own + "e-3" + there + own + "student-1,student,,,,\n");
        good();
        a_school_is_there();
        changes.clear();
        enrolment("active", SECOND, own + "e-3" + there + own + "student-2,student,,,,\n");

        good();

        assertThat(ids("people", "student-1", "classIds")).isEmpty();
        assertThat(ids("classes", "class-2", "studentIds")).containsExactly(own + "student-2");
    }

    @Test
    void a_row_without_a_subject_ends_without_those_that_changes_have_added() {
        String there = ",,," + own + "class-2," + own + "school-1," + own + "teacher-1,teacher,,,,";
        var files = named(Zips.school());
        files.merge("classes.csv", own + "class-2,,,高一（2）班,10,,,,," + own + "school-1,,,,,senior\n", String::concat);
        files.merge("enrollments.csv", own + "e-20" + there + "\n", String::concat);
        imported(files);
        enrolment("active", FIRST, own + "e-21" + there + "化学\n");
        good();
        changes.clear();
        enrolment("tobedeleted", SECOND, own + "e-20" + there + "\n");

        good();

        assertThat(taught("class-2")).containsExactly(own + "teacher-1化学");
        assertThat(ids("people", "teacher-1", "taughtClassIds")).contains(own + "class-2");
    }

    @Test
    void a_stale_row_changes_nothing_and_is_noted() {
        user("active", SECOND, Zips.user(own + "student-2", "", "赵", "新名", "", ""));
        good();
        changes.clear();
        user("tobedeleted", FIRST, Zips.user(own + "student-2", "", "赵", "旧名", "", ""));
        long before = versions();

        var report = good();

        assertThat(report.at("/notes/0/code").asString()).isEqualTo("row-stale");
        assertThat(stored("people", own + "student-2").getString("givenName")).isEqualTo("新名");
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void a_row_that_is_wrong_falls_with_what_depends_on_it_also_where_its_id_is_stored() {
        user("active", FIRST, Zips.user(own + "guardian-1", "不 好", "李", "改", "", ""));
        user("active", FIRST, Zips.user(own + "student-1", "", "李", "改", own + "guardian-1", ""));
        user("active", FIRST, Zips.user(own + "student-2", "", "赵", "改", own + "nobody", ""));
        enrolment(
                "active",
                FIRST,
                own + "e-9,,," + own + "class-2," + own + "school-1," + own + "student-1,student,,,,\n");
        enrolment(
                "active", FIRST, own + "e-8,,," + own + "none," + own + "school-1," + own + "teacher-1,teacher,,,,\n");

        var report = sent();

        assertThat(codes(report))
                .containsExactlyInAnyOrder(
                        "users.csv:2:username-unfit",
                        "users.csv:3:reference-unknown",
                        "users.csv:4:reference-unknown",
                        "enrollments.csv:2:reference-unknown",
                        "enrollments.csv:3:reference-unknown");
        assertThat(stored("people", own + "student-1").getString("givenName")).isEqualTo("明");
        assertThat(stored("people", own + "student-2").getString("givenName")).isEqualTo("雪");
        assertThat(ids("classes", "class-2", "studentIds")).isEmpty();
        assertThat(stored("sourceRows", "users:" + own + "student-1")).isNull();
    }

    @Test
    void the_head_teachers_office_goes_over_with_its_grant() {
        enrolment(
                "active",
                FIRST,
                own + "e-2,,," + own + "class-1," + own + "school-1," + own + "teacher-2,teacher,true,,,数学\n");

        good();

        assertThat(stored("classes", own + "class-1").getString("headTeacherId"))
                .isEqualTo(own + "teacher-2");
        assertThat(stored("people", own + "teacher-2").getList("grants", Document.class))
                .extracting(grant -> grant.getString("role"))
                .containsExactly("HEAD_TEACHER", "TEACHER");
        assertThat(stored("people", own + "teacher-1").getList("grants", Document.class))
                .extracting(grant -> grant.getString("role"))
                .containsExactly("TEACHER");
    }

    @Test
    void a_grant_ends_with_its_row_and_a_changed_row_grants_something_else() {
        String role = own + "office,,," + own + "teacher-2,primary,teacher,,," + own + "school-1,,";
        change("roles.csv", Zips.ROLES_HEADER, "active", FIRST, role + "PRINCIPAL\n");
        good();
        changes.clear();
        change("roles.csv", Zips.ROLES_HEADER, "active", SECOND, role + "SCHOOL_ADMINISTRATOR\n");
        change(
                "roles.csv",
                Zips.ROLES_HEADER,
                "tobedeleted",
                SECOND,
                Zips.role(own + "teacher-2", "teacher", own + "school-1", ""));

        good();

        assertThat(stored("people", own + "teacher-2").getList("grants", Document.class))
                .extracting(grant -> grant.getString("role"))
                .containsExactly("SCHOOL_ADMINISTRATOR");
    }

    @Test
    void a_school_leaves_only_when_nothing_is_left_of_it() {
        String school = Zips.org(own + "school-1", "兴义市第一中学", "school", "xingyi", "school", "");
        change("orgs.csv", Zips.ORGS_HEADER, "tobedeleted", FIRST, school);
        assertThat(codes(sent())).containsExactly("orgs.csv:2:org-still-used");
        assertThat(problem(get(admin(), "/api/orgs/" + own + "none"), 404)).isEqualTo("not-found");
        for (String each : List.of("class-1", "class-2")) {
            change(
                    "classes.csv",
                    Zips.CLASSES_HEADER,
                    "tobedeleted",
                    FIRST,
                    own + each + ",,,班,10,,,,," + own + "school-1,,,,,senior\n");
        }
        for (String each : List.of("teacher-1", "teacher-2", "student-1", "student-2", "guardian-1")) {
            user("tobedeleted", FIRST, Zips.user(own + each, "", "某", "某", "", ""));
        }

        good();

        assertThat(problem(get(admin(), "/api/orgs/" + own + "school-1"), 404)).isEqualTo("not-found");
        assertThat(ok(get(admin(), "/api/orgs/xingyi/children?limit=200")).toString())
                .doesNotContain("\"" + own + "school-1");
    }

    @Test
    void an_organisation_with_others_below_does_not_move_by_a_change_and_one_without_does() {
        change(
                "orgs.csv",
                Zips.ORGS_HEADER,
                "active",
                FIRST,
                Zips.org(own + "town", "万屯镇", "local", "xingyi", "township", ""));
        good();
        changes.clear();
        change(
                "orgs.csv",
                Zips.ORGS_HEADER,
                "active",
                SECOND,
                Zips.org(own + "town", "万屯镇", "local", "qianxinan", "township", ""));
        change(
                "orgs.csv",
                Zips.ORGS_HEADER,
                "active",
                SECOND,
                Zips.org(own + "school-1", "兴义市第一中学", "school", own + "town", "school", ""));

        var report = sent();

        assertThat(codes(report)).containsExactly("orgs.csv:3:org-move-needs-bulk");
        assertThat(stored("orgs", own + "town").getList("within", String.class))
                .contains("qianxinan")
                .doesNotContain("xingyi");
        assertThat(stored("orgs", own + "school-1").getList("within", String.class))
                .contains("xingyi");
    }

    @Test
    void what_an_import_does_not_tell_of_a_class_stays_as_it_is() {
        Mono.from(Infrastructure.unguarded(database)
                        .getCollection("classes")
                        .updateOne(
                                new Document("_id", own + "class-1"),
                                new Document("$set", new Document("informerId", own + "teacher-2"))))
                .block();
        user("active", FIRST, Zips.user(own + "student-1", "", "李", "新名", own + "guardian-1", ""));

        var report = good();

        assertThat(report.at("/counts/classes/changed").asLong()).isZero();
        assertThat(stored("classes", own + "class-1").getString("informerId")).isEqualTo(own + "teacher-2");
    }

    @Test
    void a_dry_run_of_changes_writes_nothing() {
        user("tobedeleted", FIRST, Zips.user(own + "student-1", "", "李", "明", "", ""));
        long before = versions();
        String location = client.post()
                .uri("/api/imports?dryRun=true")
                .headers(h -> h.setBearerAuth(admin()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/zip")
                .bodyValue(Zips.delta(changes))
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);

        assertThat(finished(location).at("/counts/people/changed").asLong()).isEqualTo(2);
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void an_administrator_changes_nobody_elsewhere() {
        user("active", FIRST, Zips.user(own + "student-1", "", "李", "抢", "", ""));
        enrolment(
                "active",
                FIRST,
                own + "e-9,,," + own + "class-2," + own + "school-1," + own + "student-1,student,,,,\n");
        var all = Zips.school();
        all.merge("orgs.csv", Zips.org("zhenfeng", "贞丰县", "district", "qianxinan", "county", "522325"), String::concat);
        imported(all);
        String token = issuer.token("x", "ORG_ADMINISTRATOR@zhenfeng");

        String location = upload(token, UUID.randomUUID().toString(), Zips.delta(changes))
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);

        assertThat(codes(finished(location)))
                .contains("users.csv:2:person-elsewhere", "enrollments.csv:2:reference-unknown");
        assertThat(stored("people", own + "student-1").getString("givenName")).isEqualTo("明");
        assertThat(ids("classes", "class-2", "studentIds")).isEmpty();
    }

    @Test
    void whole_files_and_changes_do_not_come_in_one_bundle() {
        var files = new LinkedHashMap<String, byte[]>();
        changes.put("orgs.csv", Zips.ORGS_HEADER);
        changes.put("users.csv", Zips.USERS_HEADER);
        files.put(
                "manifest.csv",
                Zips.manifest(changes)
                        .replace("file.orgs,bulk", "file.orgs,delta")
                        .getBytes(StandardCharsets.UTF_8));
        changes.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));

        assertThat(codes(imported(Zips.raw(files)))).containsExactly("manifest.csv:0:manifest-mixed");
    }

    /** As twenty replicas would do it: what was overtaken too often is taken on again. */
    private Counts worked(byte[] zip) throws IOException {
        var findings = new Findings(10);
        try (Bundle bundle = Bundle.open(Zips.file(directory, zip), BundleLimits.standard(), findings)
                .orElseThrow()) {
            var rows = DeltaRow.readAll(bundle, findings, 100);
            return deltas.work(rows, RosterCheckTest.EVERYTHING.asked(), false, () -> findings, _ -> Mono.empty())
                    .retry(20)
                    .block();
        }
    }

    @Test
    void events_of_what_has_left_say_so() {
        var person = new PersonDraft(null, Instant.EPOCH);
        person.called("李", "明", true);
        assertThat(person.person().changed("p").deleted()).isFalse();
        person.leave();

        assertThat(person.person().changed("p").deleted()).isTrue();
        assertThat(new Term("root", "第一学期", LocalDate.EPOCH, LocalDate.EPOCH, "2027")
                        .deleted()
                        .changed("t")
                        .deleted())
                .isTrue();
    }

    @Test
    void twenty_bundles_of_changes_for_one_class_at_once_all_take_effect() {
        var bundles = new ArrayList<byte[]>();
        for (int i = 0; i < 20; i++) {
            changes.clear();
            user("active", FIRST, Zips.user(own + "new-" + i, "", "周", "同学", own + "guardian-1", ""));
            enrolment(
                    "active",
                    FIRST,
                    own + "n-" + i + ",,," + own + "class-2," + own + "school-1," + own + "new-" + i
                            + ",student,,,,\n");
            bundles.add(Zips.delta(changes));
        }

        var counts = Races.of(20, i -> () -> worked(bundles.get(i)));

        assertThat(counts).hasSize(20).doesNotContainNull();
        assertThat(ids("classes", "class-2", "studentIds")).hasSize(20);
        assertThat(ids("people", "guardian-1", "childIds")).hasSize(21);
    }
}
