package io.airclass.roster.groups;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Races;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class GroupTest extends RosterServiceTest {
    private static final String SCHOOL = "group-school";
    private static final String COUNTY = "group-county";

    @Autowired
    GroupRepository groups;

    @Autowired
    GroupService service;

    /** A county of this test's own, whose teachers and a guardian have accounts. */
    private static Map<String, String> county() {
        var files = Zips.school();
        files.replaceAll((name, text) -> text.replaceAll(
                        "(?m)(?<=^|,)(class|teacher|student|guardian|role|e|term|year)-", "group-$1-")
                .replace("school-1", SCHOOL)
                .replace("xingyi", COUNTY)
                .replaceAll("(chen\\.laoshi|wang\\.laoshi|li\\.ming|zhao\\.xue|li\\.baba)", "group.$1"));
        return files;
    }

    @BeforeEach
    void a_county_without_groups_is_there() {
        assertThat(imported(county()).get("errorCount").asLong()).isZero();
        for (GroupKind kind : GroupKind.values()) {
            for (String person : List.of("group-teacher-1", "group-teacher-2", "group-guardian-1")) {
                leave(kind, person);
            }
        }
    }

    private String administrator() {
        return issuer.token("officer-7", "ORG_ADMINISTRATOR@qianxinan");
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    }

    private WebTestClient.ResponseSpec join(String token, GroupKind kind, String person, String function) {
        return client.put()
                .uri("/api/orgs/{org}/groups/{kind}/members/{person}", COUNTY, kind, person)
                .headers(h -> h.setBearerAuth(token))
                .bodyValue(Map.of("function", function, "until", inDays(100).toString(), "reason", "疫情期间线上教学"))
                .exchange();
    }

    private void leave(GroupKind kind, String person) {
        client.delete()
                .uri("/api/orgs/{org}/groups/{kind}/members/{person}", COUNTY, kind, person)
                .headers(h -> h.setBearerAuth(administrator()))
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    private String token(String username) {
        return json(signIn(username, "Lesson-2026")
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .get("accessToken")
                .asString();
    }

    private List<String> roles(String username) {
        return ok(get(token(username), "/api/me")).get("roles").findValuesAsString("role");
    }

    @Test
    void the_leading_group_has_its_four_functions_and_permissions_come_and_go_with_it() {
        join(administrator(), GroupKind.LEADING, "group-teacher-1", "HEAD")
                .expectStatus()
                .isOk();
        join(administrator(), GroupKind.LEADING, "group-teacher-2", "DEPUTY_HEAD")
                .expectStatus()
                .isOk();
        join(administrator(), GroupKind.LEADING, "group-guardian-1", "OFFICE_HEAD")
                .expectStatus()
                .isOk();

        JsonNode leading =
                ok(get(administrator(), "/api/orgs/" + COUNTY + "/groups")).at("/items/0");
        assertThat(leading.get("kind").asString()).isEqualTo("LEADING");
        assertThat(leading.get("members").findValuesAsString("name")).containsExactly("陈志强", "王丽华", "李国栋");
        assertThat(roles("group.wang.laoshi")).contains("TEACHER", "SUPERVISION_OFFICER");

        leave(GroupKind.LEADING, "group-teacher-2");
        assertThat(roles("group.wang.laoshi")).contains("TEACHER").doesNotContain("SUPERVISION_OFFICER");
        eventually(() -> assertThat(ok(get(administrator(), "/api/audit?org=" + COUNTY + "&limit=9"))
                        .get("items")
                        .findValuesAsString("action"))
                .contains("group-member-set", "group-member-removed", "grant-issued", "grant-ended"));
    }

    @Test
    void supervision_reads_what_is_open_in_every_school_below_and_teaching_does_not() {
        join(administrator(), GroupKind.SUPERVISION, "group-teacher-1", "MEMBER")
                .expectStatus()
                .isOk();
        join(administrator(), GroupKind.TEACHING, "group-teacher-2", "MEMBER")
                .expectStatus()
                .isOk();

        get(token("group.chen.laoshi"), "/api/orgs/" + SCHOOL + "/open-issues")
                .expectStatus()
                .isOk();
        assertThat(problem(get(token("group.wang.laoshi"), "/api/orgs/" + SCHOOL + "/open-issues"), 403))
                .isEqualTo("open-issues-forbidden");
        assertThat(roles("group.wang.laoshi")).contains("TEACHING_OFFICER");
    }

    @Test
    void what_a_crash_left_undone_is_carried_over_by_the_sweep_and_doing_it_twice_gives_one_grant() {
        var officer = new Caller("officer-7", "", List.of(new Grant(Role.ORG_ADMINISTRATOR, "qianxinan")), inDays(1));
        var member = new Member(
                "group-teacher-2",
                GroupFunction.MEMBER,
                "grant-" + Instant.now().toEpochMilli(),
                inDays(100),
                "技术支持",
                "officer-7",
                Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS));
        var stored = groups.change(
                        COUNTY,
                        GroupKind.TECHNICAL,
                        known -> GroupRules.join(known, officer, List.of("root", COUNTY), member))
                .block();
        assertThat(stored.value().tasks()).hasSize(1);

        eventually(() -> assertThat(roles("group.wang.laoshi")).contains("TECHNICAL_OFFICER"));
        service.carryOver(stored.value()).block();
        JsonNode grants = ok(get(administrator(), "/api/people/group-teacher-2/grants"));
        assertThat(grants.get("issued")
                        .valueStream()
                        .filter(one -> one.get("id").asString().equals(member.grantId())))
                .hasSize(1);
        eventually(() -> assertThat(groups.ofOrg(COUNTY).collectList().block())
                .allSatisfy(group -> assertThat(group.value().dueAt()).isNull()));
    }

    @Test
    void of_three_heads_at_once_one_is_it() {
        var people = List.of("group-teacher-1", "group-teacher-2", "group-guardian-1");
        var statuses = Races.of(
                3,
                i -> () -> join(administrator(), GroupKind.TEACHING, people.get(i), "HEAD")
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());
        assertThat(statuses).containsOnlyOnce(200).contains(409);
        assertThat(ok(get(administrator(), "/api/orgs/" + COUNTY + "/groups"))
                        .at("/items/1/members")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void the_same_again_changes_nothing_and_nobody_puts_themselves_or_strangers_in() {
        var body = Map.of("function", "MEMBER", "until", inDays(50).toString(), "reason", "督导");
        for (int i = 0; i < 2; i++) {
            client.put()
                    .uri("/api/orgs/{org}/groups/SUPERVISION/members/group-teacher-1", COUNTY)
                    .headers(h -> h.setBearerAuth(administrator()))
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
        JsonNode grants = ok(get(administrator(), "/api/people/group-teacher-1/grants"));
        assertThat(grants.get("issued")
                        .valueStream()
                        .filter(one -> one.get("holds").asBoolean()
                                && one.get("reason").asString().equals("督导")))
                .hasSize(1);

        String self = issuer.token("group-teacher-1", "ORG_ADMINISTRATOR@" + COUNTY);
        assertThat(problem(join(self, GroupKind.TEACHING, "group-teacher-1", "MEMBER"), 403))
                .isEqualTo("grant-to-self");
        assertThat(problem(join(administrator(), GroupKind.TEACHING, "nobody", "MEMBER"), 404))
                .isEqualTo("not-found");
        String neighbour = issuer.token("officer-8", "ORG_ADMINISTRATOR@pu-an");
        assertThat(problem(join(neighbour, GroupKind.TEACHING, "group-teacher-1", "MEMBER"), 404))
                .isEqualTo("not-found");
        assertThat(problem(join(administrator(), GroupKind.TEACHING, "group-teacher-1", "OFFICE_HEAD"), 422))
                .isEqualTo("group-function-unfit");
    }
}
