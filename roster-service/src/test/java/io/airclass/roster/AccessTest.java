package io.airclass.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.batch.BatchEndpoints;
import io.airclass.roster.calendar.CalendarEndpoints;
import io.airclass.roster.care.CareEndpoints;
import io.airclass.roster.classes.ClassEndpoints;
import io.airclass.roster.groups.GroupEndpoints;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.platform.PlatformEndpoints;
import io.airclass.roster.profile.ProfileEndpoints;
import io.airclass.roster.space.SpaceEndpoints;
import io.airclass.roster.token.TokenEndpoints;
import io.airclass.testkit.RoleMatrix;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Who gets what; the matrix is the statement of it. */
class AccessTest extends RosterServiceTest {
    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @BeforeEach
    void two_schools_are_there() {
        Map<String, String> files = Zips.school();
        add(files, "orgs.csv", Zips.org("school-2", "兴义市第八中学", "school", "xingyi", "school", ""));
        add(files, "orgs.csv", Zips.org("pu-an", "普安县", "district", "qianxinan", "county", "522323"));
        add(files, "users.csv", Zips.user("teacher-3", "", "何", "静", "", ""));
        add(files, "users.csv", Zips.user("teacher-9", "", "马", "超", "", ""));
        add(files, "users.csv", Zips.user("student-9", "", "吴", "昊", "guardian-9", ""));
        add(files, "users.csv", Zips.user("guardian-9", "", "吴", "妈妈", "", ""));
        add(files, "classes.csv", "class-9,,,高一（9）班,10,,,,,school-2,,,,,\n");
        add(files, "enrollments.csv", "e-90,,,class-9,school-2,teacher-9,teacher,true,,,语文\n");
        add(files, "enrollments.csv", "e-91,,,class-9,school-2,student-9,student,,,,\n");
        assertThat(imported(files).get("errorCount").asLong()).isZero();
    }

    private static void add(Map<String, String> files, String name, String rows) {
        files.merge(name, rows, String::concat);
    }

    /** In the order of {@link Actors#row}. */
    private RoleMatrix matrix() {
        return new RoleMatrix(client, requestMappingHandlerMapping)
                .actor("nobody", null)
                .actor("student", issuer.token("student-1", "STUDENT@school-1"))
                .actor("guardian", issuer.token("guardian-1", "GUARDIAN@school-1"))
                .actor("teacher of the class", issuer.token("teacher-2", "TEACHER@school-1"))
                .actor("other teacher", issuer.token("teacher-3", "TEACHER@school-1"))
                .actor("principal", issuer.token("teacher-3", "PRINCIPAL@school-1"))
                .actor("school administrator", issuer.token("teacher-3", "SCHOOL_ADMINISTRATOR@school-1"))
                .actor("teacher next door", issuer.token("teacher-9", "TEACHER@school-2"))
                .actor("principal next door", issuer.token("teacher-9", "PRINCIPAL@school-2"))
                .actor("student next door", issuer.token("student-9", "STUDENT@school-2"))
                .actor("guardian next door", issuer.token("guardian-9", "GUARDIAN@school-2"))
                .actor("county officer", issuer.token("teacher-3", "TEACHING_OFFICER@xingyi"))
                .actor("county supervisor", issuer.token("teacher-3", "SUPERVISION_OFFICER@xingyi"))
                .actor("bureau administrator", issuer.token("teacher-3", "ORG_ADMINISTRATOR@qianxinan"))
                .actor("researcher", issuer.token("teacher-3", "RESEARCHER@qianxinan"))
                .actor("officer next door", issuer.token("teacher-3", "TEACHING_OFFICER@pu-an"))
                .actor("vendor engineer", issuer.token("teacher-3", "VENDOR_ENGINEER@xingyi"))
                .actor("platform administrator", admin());
    }

    /** Each feature lists its endpoints in a class of its own; one that nobody lists fails. */
    @Test
    void every_endpoint_answers_every_role_as_declared() {
        var matrix = matrix();
        FoundationEndpoints.list(matrix);
        CalendarEndpoints.list(matrix);
        CareEndpoints.list(matrix);
        GroupEndpoints.list(matrix);
        PlatformEndpoints.list(matrix);
        ClassEndpoints.list(matrix);
        TokenEndpoints.list(matrix);
        BatchEndpoints.list(matrix);
        ProfileEndpoints.list(matrix);
        ImportEndpoints.list(matrix);
        io.airclass.roster.grants.GrantEndpoints.list(matrix);
        io.airclass.roster.figures.FigureEndpoints.list(matrix);
        io.airclass.roster.moves.MoveEndpoints.list(matrix);
        io.airclass.roster.personal.PersonalEndpoints.list(matrix);
        PolicyEndpoints.list(matrix);
        SpaceEndpoints.list(matrix);
        matrix.verify();
    }

    private JsonNode members(String personId, String grant) {
        return ok(get(issuer.token(personId, grant), "/api/classes/class-1/members"));
    }

    @Test
    void a_teacher_sees_all_names_a_student_and_a_guardian_only_their_own_and_the_teachers() {
        JsonNode teacher = members("teacher-1", "TEACHER@school-1");
        assertThat(teacher.get("students").findValuesAsString("name")).containsExactly("李明", "赵雪");
        assertThat(teacher.at("/teachers/0/name").asString()).isEqualTo("陈志强");
        assertThat(teacher.at("/teachers/0/headTeacher").asBoolean()).isTrue();
        assertThat(teacher.at("/teachers/1/subjects").size()).isEqualTo(2);

        for (JsonNode own :
                new JsonNode[] {members("student-1", "STUDENT@school-1"), members("guardian-1", "GUARDIAN@school-1")}) {
            assertThat(own.get("students").findValuesAsString("name")).containsExactly("李明");
            assertThat(own.get("teachers").size()).isEqualTo(2);
        }
    }

    @Test
    void a_class_is_told_without_any_name_of_a_person() {
        JsonNode schoolClass = ok(get(issuer.token("x", "SUPERVISION_OFFICER@xingyi"), "/api/classes/class-1"));

        assertThat(schoolClass.get("students").asInt()).isEqualTo(2);
        assertThat(schoolClass.toString()).doesNotContain("李明", "student-1", "陈志强");
    }

    @Test
    void a_read_that_is_repeated_gets_304() {
        String token = issuer.token("student-1", "STUDENT@school-1");
        String tag = get(token, "/api/classes/class-1")
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();

        client.get()
                .uri("/api/classes/class-1")
                .headers(h -> h.setBearerAuth(token))
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    void children_are_listed_in_pages() {
        JsonNode first = ok(get(admin(), "/api/orgs/xingyi/children?limit=1"));
        assertThat(first.at("/items/0/id").asString()).isEqualTo("school-1");

        JsonNode second = ok(get(
                admin(),
                "/api/orgs/xingyi/children?limit=1&cursor={c}",
                first.get("cursor").asString()));
        assertThat(second.at("/items/0/id").asString()).isEqualTo("school-2");
        assertThat(ok(get(admin(), "/api/orgs/root/children")).at("/items/0/id").asString())
                .isEqualTo("guizhou");
        assertThat(problem(get(admin(), "/api/orgs/xingyi/children?limit=0"), 400))
                .isEqualTo("limit-out-of-range");
        assertThat(problem(get(admin(), "/api/orgs/xingyi/children?cursor=zzz"), 400))
                .isEqualTo("cursor-malformed");
    }

    @Test
    void ids_that_are_none_are_not_found() {
        for (String id : new String[] {"none", "..", "%00", "$where", "x".repeat(300)}) {
            assertThat(get(admin(), "/api/classes/{id}", id)
                            .expectBody()
                            .returnResult()
                            .getStatus()
                            .value())
                    .as(id)
                    .isIn(400, 404);
        }
    }
}
