package io.airclass.roster.care;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class CareTest extends RosterServiceTest {
    private static final String SCHOOL = "care-school";
    private static final String CHILD = "/api/people/care-student-1";

    @Autowired
    Database database;

    /** A school of this test's own; its first student has a name that a spreadsheet would compute. */
    private static Map<String, String> school() {
        var files = Zips.school();
        files.replaceAll((name, text) -> text.replaceAll(
                        "(?m)(?<=^|,)(class|teacher|student|guardian|role|e|term|year)-", "care-$1-")
                .replace("school-1", SCHOOL)
                .replace(",明,李,", ",1+2,=,")
                .replaceAll("(chen\\.laoshi|wang\\.laoshi|li\\.ming|zhao\\.xue|li\\.baba)", "care.$1"));
        return files;
    }

    @BeforeEach
    void a_school_is_there_and_nothing_was_stated() {
        assertThat(imported(school()).get("errorCount").asLong()).isZero();
        Mono.from(Infrastructure.unguarded(database).getCollection("care").deleteMany(new Document()))
                .block();
    }

    private String head() {
        return issuer.token("care-teacher-1", "TEACHER@" + SCHOOL);
    }

    private String teacher() {
        return issuer.token("care-teacher-2", "TEACHER@" + SCHOOL);
    }

    private String principal() {
        return issuer.token("principal-7", "PRINCIPAL@" + SCHOOL);
    }

    private String guardian() {
        return issuer.token("care-guardian-1", "GUARDIAN@" + SCHOOL);
    }

    private WebTestClient.ResponseSpec put(String token, String uri, Object body, String ifMatch) {
        var request = client.put().uri(uri).headers(h -> h.setBearerAuth(token));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.bodyValue(body).exchange();
    }

    private static String tag(WebTestClient.ResponseSpec response) {
        return response.expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void a_guardian_states_what_the_child_learns_with_and_never_sees_a_flag() {
        assertThat(ok(get(guardian(), CHILD + "/connectivity")).has("kind")).isFalse();
        String tag = tag(put(guardian(), CHILD + "/connectivity", Map.of("kind", "TV"), null));
        tag(put(head(), CHILD + "/care", Map.of("flags", List.of("LEFT_BEHIND", "POOR_FAMILY")), tag));

        JsonNode read = ok(get(guardian(), CHILD + "/connectivity"));
        assertThat(read.toString()).isEqualTo("{\"kind\":\"TV\"}");
        assertThat(problem(get(guardian(), CHILD + "/care"), 404)).isEqualTo("not-found");
        for (String token : List.of(head(), principal())) {
            assertThat(ok(get(token, CHILD + "/care")).get("flags").toString())
                    .isEqualTo("[\"LEFT_BEHIND\",\"POOR_FAMILY\"]");
        }
        for (String token : List.of(
                teacher(),
                admin(),
                issuer.token("officer-1", "SUPERVISION_OFFICER@xingyi", "ORG_ADMINISTRATOR@root"))) {
            assertThat(problem(get(token, CHILD + "/care"), 404)).isEqualTo("not-found");
            assertThat(problem(get(token, CHILD + "/connectivity"), 404)).isEqualTo("not-found");
            assertThat(problem(get(token, "/api/classes/care-class-1/care"), 404))
                    .isEqualTo("not-found");
        }
        assertThat(problem(get(guardian(), "/api/people/care-student-2/connectivity"), 404))
                .isEqualTo("not-found");
    }

    @Test
    void the_head_teacher_writes_down_contacts_and_sees_whom_the_week_has_missed() {
        put(head(), CHILD + "/care", Map.of("flags", List.of("FRONT_LINE_FAMILY")), null)
                .expectStatus()
                .isOk();
        JsonNode before = ok(get(head(), "/api/classes/care-class-1/care"));
        assertThat(before.at("/items/0/contactedThisWeek").asBoolean()).isFalse();

        var body = Map.of("how", "VIDEO", "note", "孩子由祖母照看，情绪稳定");
        for (int i = 0; i < 2; i++) {
            put(head(), CHILD + "/contacts/" + today(), body, null)
                    .expectStatus()
                    .isOk();
        }

        JsonNode after = ok(get(principal(), "/api/classes/care-class-1/care"));
        assertThat(after.at("/items/0/contactedThisWeek").asBoolean()).isTrue();
        assertThat(after.at("/items/0/lastContact").asString()).isEqualTo(today().toString());
        JsonNode contacts = ok(get(principal(), CHILD + "/care")).get("contacts");
        assertThat(contacts.size()).isEqualTo(1);
        assertThat(contacts.at("/0/by").asString()).isEqualTo("care-teacher-1");
        var long200 = Map.of("how", "PHONE", "note", "好".repeat(201));
        assertThat(problem(put(head(), CHILD + "/contacts/" + today(), long200, null), 400))
                .isEqualTo("invalid-fields");
        assertThat(problem(put(head(), CHILD + "/contacts/" + today().plusDays(1), body, null), 422))
                .isEqualTo("care-contact-day-unfit");
    }

    @Test
    void a_move_to_another_class_gives_the_new_head_teacher_what_the_old_one_saw() {
        put(head(), CHILD + "/care", Map.of("flags", List.of("LEFT_BEHIND")), null)
                .expectStatus()
                .isOk();
        var moved = school();
        moved.merge(
                "classes.csv",
                "care-class-2,,,高一（2）班,10,,,homeroom,," + SCHOOL + ",care-term-1,,,,senior\n",
                String::concat);
        moved.merge(
                "enrollments.csv",
                "care-e-9,,,care-class-2," + SCHOOL + ",care-teacher-2,teacher,true,,,英语\n",
                String::concat);
        moved.computeIfPresent(
                "enrollments.csv",
                (_, text) -> text.replace(
                        "care-class-1," + SCHOOL + ",care-student-1", "care-class-2," + SCHOOL + ",care-student-1"));
        assertThat(imported(moved).get("errorCount").asLong()).isZero();

        assertThat(problem(get(head(), CHILD + "/care"), 404)).isEqualTo("not-found");
        assertThat(ok(get(teacher(), CHILD + "/care")).get("flags").toString()).isEqualTo("[\"LEFT_BEHIND\"]");
    }

    @Test
    void a_class_is_told_as_counts_without_a_student_or_a_flag_and_counted_anew_when_it_changes() {
        put(head(), CHILD + "/care", Map.of("flags", List.of("POOR_FAMILY")), null)
                .expectStatus()
                .isOk();
        String tag = tag(get(head(), CHILD + "/care"));
        put(guardian(), CHILD + "/connectivity", Map.of("kind", "TV"), tag)
                .expectStatus()
                .isOk();

        eventually(() -> {
            Document counted = counted();
            assertThat(counted).isNotNull();
            Document told = counted.get("told", Document.class);
            assertThat(told).isNotNull();
            assertThat(told.getLong("unstated")).isEqualTo(1);
            assertThat(told.getList("counts", Document.class)).singleElement().satisfies(tv -> assertThat(tv)
                    .containsEntry("kind", "TV"));
            assertThat(counted).doesNotContainKeys("dueAt", "outboxAt");
            assertThat(counted.toJson()).doesNotContain("student-", "POOR");
        });

        var smaller = school();
        smaller.computeIfPresent("enrollments.csv", (_, text) -> text.replaceAll("(?m)^care-e-4,.*\n", ""));
        assertThat(imported(smaller).get("errorCount").asLong()).isZero();
        eventually(() -> assertThat(counted().get("told", Document.class)).containsEntry("unstated", 0L));
    }

    private Document counted() {
        Document found = Mono.from(Infrastructure.unguarded(database)
                        .getCollection("classConnectivity")
                        .find(new Document("_id", "care-class-1"))
                        .first())
                .block();
        assertThat(found).isNotNull();
        return found;
    }

    @Test
    void the_list_of_data_packs_is_for_the_principal_is_audited_and_computes_nothing() {
        put(head(), CHILD + "/care", Map.of("flags", List.of("POOR_FAMILY")), null)
                .expectStatus()
                .isOk();
        put(head(), "/api/people/care-student-2/care", Map.of("flags", List.of("LEFT_BEHIND")), null)
                .expectStatus()
                .isOk();

        String csv = new String(
                get(principal(), "/api/orgs/" + SCHOOL + "/data-pack-beneficiaries")
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .contentType("text/csv;charset=UTF-8")
                        .expectBody()
                        .returnResult()
                        .getResponseBody(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).contains("高一（1）班", "\"care-student-1\"").doesNotContain("care-student-2", ",\"=");
        assertThat(problem(get(head(), "/api/orgs/" + SCHOOL + "/data-pack-beneficiaries"), 403))
                .isEqualTo("care-export-forbidden");
        eventually(() -> {
            JsonNode entry = ok(get(principal(), "/api/audit?org=" + SCHOOL + "&limit=1"))
                    .at("/items/0");
            assertThat(entry.get("action").asString()).isEqualTo("data-pack-list-exported");
            assertThat(entry.get("actorId").asString()).isEqualTo("principal-7");
        });
    }

    @Test
    void of_two_who_state_at_once_one_is_told_that_it_moved_and_contacts_of_six_days_are_all_kept() {
        String tag = tag(put(guardian(), CHILD + "/connectivity", Map.of("kind", "NONE"), null));
        var kinds = List.of("TV", "PHONE", "PC", "SHARED_DEVICE");
        var statuses = Races.of(
                4,
                i -> () -> put(guardian(), CHILD + "/connectivity", Map.of("kind", kinds.get(i)), tag)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());
        assertThat(statuses).containsOnlyOnce(200).contains(412);

        Races.of(
                6,
                i -> () -> put(head(), CHILD + "/contacts/" + today().minusDays(i), Map.of("how", "PHONE"), null)
                        .expectStatus()
                        .isOk());
        assertThat(ok(get(head(), CHILD + "/care")).get("contacts").size()).isEqualTo(6);
    }
}
