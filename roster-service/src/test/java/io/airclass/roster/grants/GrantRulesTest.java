package io.airclass.roster.grants;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import io.airclass.roster.people.IssuedGrant;
import io.airclass.roster.people.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final Instant IN_A_YEAR = NOW.plus(Duration.ofDays(365));
    private static final List<String> SCHOOL = List.of("root", "guizhou", "qianxinan", "xingyi", "school-1");
    private static final Person LIU =
            Person.imported("刘", "洋", true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private static List<String> lineTo(String org) {
        return SCHOOL.subList(0, SCHOOL.indexOf(org) + 1);
    }

    private static Caller caller(Role role, String org) {
        return new Caller("officer-1", "session", List.of(new Grant(role, org)), NOW.plusSeconds(600));
    }

    private static NewGrant asked(Role role, String org) {
        return new NewGrant(role, org, null, IN_A_YEAR, "工作需要");
    }

    private static Decision<Person> give(Person person, Caller caller, NewGrant asked) {
        boolean school = asked.org().startsWith("school");
        return GrantRules.give(person, "teacher-7", caller, "grant-new", asked, lineTo(asked.org()), school, NOW);
    }

    private static String outcome(Decision<Person> decision) {
        return switch (decision) {
            case Decision.Accepted<Person> _ -> "given";
            case Decision.Unchanged<Person> _ -> "unchanged";
            case Decision.Rejected<Person>(var rejection) -> rejection.slug();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "PLATFORM_ADMINISTRATOR, root,      ORG_ADMINISTRATOR,      qianxinan, given",
        "ORG_ADMINISTRATOR,      guizhou,   ORG_ADMINISTRATOR,      qianxinan, given",
        "ORG_ADMINISTRATOR,      qianxinan, ORG_ADMINISTRATOR,      xingyi,    given",
        "ORG_ADMINISTRATOR,      guizhou,   ORG_ADMINISTRATOR,      xingyi,    given",
        "ORG_ADMINISTRATOR,      xingyi,    ORG_ADMINISTRATOR,      xingyi,    grant-not-yours",
        "ORG_ADMINISTRATOR,      xingyi,    ORG_ADMINISTRATOR,      qianxinan, grant-not-yours",
        "TEACHING_OFFICER,       qianxinan, ORG_ADMINISTRATOR,      xingyi,    grant-not-yours",
        "ORG_ADMINISTRATOR,      xingyi,    SUPERVISION_OFFICER,    xingyi,    given",
        "ORG_ADMINISTRATOR,      xingyi,    SUPERVISION_OFFICER,    qianxinan, grant-not-yours",
        "PLATFORM_ADMINISTRATOR, root,      SUPERVISION_OFFICER,    xingyi,    grant-not-yours",
        "ORG_ADMINISTRATOR,      xingyi,    PRINCIPAL,              school-1,  given",
        "PRINCIPAL,              school-1,  PRINCIPAL,              school-1,  grant-not-yours",
        "PRINCIPAL,              school-1,  SCHOOL_ADMINISTRATOR,   school-1,  given",
        "SCHOOL_ADMINISTRATOR,   school-1,  SCHOOL_ADMINISTRATOR,   school-1,  grant-not-yours",
        "PRINCIPAL,              school-1,  TECHNICAL_OFFICER,      school-1,  given",
        "PRINCIPAL,              school-1,  TECHNICAL_OFFICER,      xingyi,    grant-not-yours",
        "ORG_ADMINISTRATOR,      xingyi,    PRINCIPAL,              xingyi,    grant-role-unfit",
        "ORG_ADMINISTRATOR,      xingyi,    SUPERVISION_OFFICER,    school-1,  grant-role-unfit",
        "ORG_ADMINISTRATOR,      xingyi,    TEACHER,                school-1,  grant-role-unfit",
        "PLATFORM_ADMINISTRATOR, root,      PLATFORM_ADMINISTRATOR, root,      given",
        "PLATFORM_ADMINISTRATOR, root,      PLATFORM_ADMINISTRATOR, guizhou,   grant-role-unfit",
        "ORG_ADMINISTRATOR,      root,      PLATFORM_ADMINISTRATOR, root,      grant-not-yours"
    })
    void a_role_is_given_from_above_and_where_it_fits(Role own, String at, Role role, String org, String outcome) {
        assertThat(outcome(give(LIU, caller(own, at), asked(role, org)))).isEqualTo(outcome);
    }

    @Test
    void nobody_gives_to_themselves() {
        var caller = caller(Role.ORG_ADMINISTRATOR, "guizhou");
        var decision = GrantRules.give(
                LIU,
                caller.personId(),
                caller,
                "grant-new",
                asked(Role.RESEARCHER, "xingyi"),
                lineTo("xingyi"),
                false,
                NOW);

        assertThat(outcome(decision)).isEqualTo("grant-to-self");
    }

    @ParameterizedTest
    @CsvSource({
        "RESEARCHER,      -300, 30,   given",
        "RESEARCHER,      -301, 30,   grant-times-unfit",
        "RESEARCHER,      0,    1098, given",
        "RESEARCHER,      1,    1098, given",
        "RESEARCHER,      0,    1099, grant-too-long",
        "VENDOR_ENGINEER, 0,    90,   given",
        "VENDOR_ENGINEER, 0,    91,   grant-too-long",
        "VENDOR_ENGINEER, 0,    0,    grant-times-unfit"
    })
    void a_grant_begins_now_or_later_and_ends_in_time(Role role, long fromSeconds, long days, String outcome) {
        var until = NOW.plus(Duration.ofDays(days));
        var asked = new NewGrant(role, "xingyi", NOW.plusSeconds(fromSeconds), until, "驻场支持");

        assertThat(outcome(give(LIU, caller(Role.ORG_ADMINISTRATOR, "xingyi"), asked)))
                .isEqualTo(outcome);
    }

    @Test
    void giving_tells_the_person_and_the_audit_without_the_reason() {
        var decision = (Decision.Accepted<Person>)
                give(LIU, caller(Role.ORG_ADMINISTRATOR, "xingyi"), asked(Role.RESEARCHER, "xingyi"));

        assertThat(decision.events().getFirst())
                .isInstanceOfSatisfying(PersonChangedV1.class, changed -> assertThat(changed.grants())
                        .singleElement()
                        .satisfies(grant -> assertThat(grant.until()).isEqualTo(IN_A_YEAR)));
        assertThat(decision.events().get(1)).isInstanceOfSatisfying(AuditRecordedV1.class, audit -> {
            assertThat(audit.action()).isEqualTo("grant-issued");
            assertThat(audit.actorId()).isEqualTo("officer-1");
            assertThat(audit.toString()).doesNotContain("工作需要", "刘");
        });
    }

    @Test
    void a_repeat_changes_nothing_and_another_request_under_the_same_key_is_refused() {
        var caller = caller(Role.ORG_ADMINISTRATOR, "xingyi");
        Person next = ((Decision.Accepted<Person>) give(LIU, caller, asked(Role.RESEARCHER, "xingyi"))).next();

        assertThat(outcome(give(next, caller, asked(Role.RESEARCHER, "xingyi"))))
                .isEqualTo("unchanged");
        assertThat(outcome(give(next, caller, asked(Role.TEACHING_OFFICER, "xingyi"))))
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void a_grant_holds_from_its_beginning_to_before_its_end() {
        var grant = grant(0, NOW, IN_A_YEAR);
        Person person = LIU.issued(List.of(grant));

        assertThat(person.grantsAt(NOW.minusMillis(1))).isEmpty();
        assertThat(person.grantsAt(NOW)).hasSize(1);
        assertThat(person.grantsAt(IN_A_YEAR.minusMillis(1))).hasSize(1);
        assertThat(person.grantsAt(IN_A_YEAR)).isEmpty();
        assertThat(person.nextChangeAfter(NOW)).contains(IN_A_YEAR);
        assertThat(person.nextChangeAfter(IN_A_YEAR)).isEmpty();
    }

    @Test
    void taking_away_ends_it_at_once_and_once() {
        var caller = caller(Role.ORG_ADMINISTRATOR, "xingyi");
        Person person = LIU.issued(List.of(grant(0, NOW.minusSeconds(9), IN_A_YEAR)));

        var taken = (Decision.Accepted<Person>)
                GrantRules.end(person, "teacher-7", caller, "grant-0", "调离", lineTo("xingyi"), false, NOW);
        assertThat(taken.next().grantsAt(NOW)).isEmpty();
        assertThat(taken.next().grantsAt(NOW.minusMillis(1))).hasSize(1);
        assertThat(outcome(GrantRules.end(
                        taken.next(), "teacher-7", caller, "grant-0", "again", lineTo("xingyi"), false, NOW)))
                .isEqualTo("unchanged");
        assertThat(outcome(GrantRules.end(
                        person,
                        "teacher-7",
                        caller(Role.TEACHING_OFFICER, "xingyi"),
                        "grant-0",
                        "x",
                        lineTo("xingyi"),
                        false,
                        NOW)))
                .isEqualTo("grant-not-yours");
        assertThat(outcome(GrantRules.end(person, "teacher-7", caller, "grant-9", "x", lineTo("xingyi"), false, NOW)))
                .isEqualTo("not-found");
    }

    @Test
    void one_person_has_at_most_fifty_at_a_time_and_of_the_ended_the_last_hundred_are_kept() {
        var caller = caller(Role.ORG_ADMINISTRATOR, "xingyi");
        var full = LIU.issued(IntStream.range(0, GrantRules.STANDING_MAX)
                .mapToObj(i -> grant(i, NOW, IN_A_YEAR))
                .toList());
        assertThat(outcome(give(full, caller, asked(Role.RESEARCHER, "xingyi"))))
                .isEqualTo("grants-too-many");

        var ended = new ArrayList<IssuedGrant>();
        for (int i = 0; i < GrantRules.ENDED_KEPT_MAX + 5; i++) {
            ended.add(grant(100 + i, NOW.minusSeconds(2000), NOW.minusSeconds(1000L - i)));
        }
        var next =
                ((Decision.Accepted<Person>) give(LIU.issued(ended), caller, asked(Role.RESEARCHER, "xingyi"))).next();
        assertThat(next.issued()).hasSize(GrantRules.ENDED_KEPT_MAX + 1);
        assertThat(GrantRules.find(next, "grant-104")).isEmpty();
        assertThat(GrantRules.find(next, "grant-105")).isPresent();
    }

    private static IssuedGrant grant(int number, Instant from, Instant until) {
        return new IssuedGrant(
                "grant-" + number, Role.RESEARCHER, "xingyi", from, until, "officer-1", from, "教研", null, null, null);
    }
}
