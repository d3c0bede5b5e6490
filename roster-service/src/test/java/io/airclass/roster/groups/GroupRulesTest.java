package io.airclass.roster.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final Instant MAY = Instant.parse("2027-05-31T16:00:00Z");
    private static final List<String> WITHIN = List.of("root", "xingyi");
    private static final Caller OFFICER =
            new Caller("officer-1", "", List.of(new Grant(Role.ORG_ADMINISTRATOR, "xingyi")), MAY);

    private static Member member(String personId, GroupFunction function, Instant until) {
        return new Member(personId, function, "grant-" + personId + until, until, "疫情防控", "officer-1", NOW);
    }

    private static Group group(GroupKind kind, Member... members) {
        return new Group("xingyi", kind, List.of(members), List.of(), null);
    }

    private static Decision<Group> join(Group known, Member member) {
        return GroupRules.join(known, OFFICER, WITHIN, member);
    }

    private static String outcome(Decision<Group> decision) {
        return switch (decision) {
            case Decision.Accepted<Group> _ -> "accepted";
            case Decision.Unchanged<Group> _ -> "unchanged";
            case Decision.Rejected<Group> rejected -> rejected.rejection().slug();
        };
    }

    @ParameterizedTest
    @EnumSource(GroupKind.class)
    void a_group_gives_the_role_of_its_duty_and_the_leading_group_sees_all_and_does_nothing(GroupKind kind) {
        assertThat(kind.role())
                .isEqualTo(
                        switch (kind) {
                            case LEADING, SUPERVISION -> Role.SUPERVISION_OFFICER;
                            case TEACHING -> Role.TEACHING_OFFICER;
                            case TECHNICAL -> Role.TECHNICAL_OFFICER;
                        });
    }

    @ParameterizedTest
    @EnumSource(GroupFunction.class)
    void the_leading_group_has_every_function_a_working_group_no_office(GroupFunction function) {
        assertThat(outcome(join(group(GroupKind.LEADING), member("chen", function, MAY))))
                .isEqualTo("accepted");
        assertThat(outcome(join(group(GroupKind.TEACHING), member("chen", function, MAY))))
                .isEqualTo(function.isOfOffice() ? "group-function-unfit" : "accepted");
    }

    @Test
    void a_group_has_one_head_until_that_one_has_ended() {
        var head = member("chen", GroupFunction.HEAD, MAY);
        assertThat(outcome(join(group(GroupKind.TEACHING, head), member("wang", GroupFunction.HEAD, MAY))))
                .isEqualTo("group-function-taken");
        assertThat(outcome(join(group(GroupKind.TEACHING, head), member("wang", GroupFunction.DEPUTY_HEAD, MAY))))
                .isEqualTo("accepted");
        var over = member("chen", GroupFunction.HEAD, NOW);
        assertThat(outcome(join(group(GroupKind.TEACHING, over), member("wang", GroupFunction.HEAD, MAY))))
                .isEqualTo("accepted");
    }

    @Test
    void joining_is_to_be_carried_over_another_function_is_not_another_end_is_a_new_grant_for_the_old() {
        var joined =
                (Decision.Accepted<Group>) join(group(GroupKind.TECHNICAL), member("chen", GroupFunction.MEMBER, MAY));
        assertThat(joined.next().tasks()).singleElement().satisfies(task -> assertThat(task.give())
                .isTrue());
        assertThat(joined.next().dueAt()).isEqualTo(NOW.toEpochMilli());
        Group carried = joined.next().done(joined.next().tasks().getFirst());
        assertThat(carried.dueAt()).isNull();
        assertThat(outcome(join(carried, member("chen", GroupFunction.MEMBER, MAY))))
                .isEqualTo("unchanged");

        var head = (Decision.Accepted<Group>) join(carried, member("chen", GroupFunction.HEAD, MAY));
        assertThat(head.next().tasks()).isEmpty();
        assertThat(head.next().member("chen").orElseThrow().grantId())
                .isEqualTo(carried.member("chen").orElseThrow().grantId());

        var longer =
                (Decision.Accepted<Group>) join(carried, member("chen", GroupFunction.MEMBER, MAY.plusSeconds(86_400)));
        assertThat(longer.next().tasks()).extracting(Task::give).containsExactly(true, false);
        assertThat(longer.next().tasks().getLast().grantId())
                .isEqualTo(carried.member("chen").orElseThrow().grantId());
    }

    @Test
    void leaving_takes_the_grant_away_once_and_a_refused_grant_is_no_membership() {
        var known = group(GroupKind.TECHNICAL, member("chen", GroupFunction.MEMBER, MAY));
        var left = (Decision.Accepted<Group>) GroupRules.leave(known, OFFICER, WITHIN, "chen", NOW);
        assertThat(left.next().members()).isEmpty();
        assertThat(left.next().tasks()).extracting(Task::give).containsExactly(false);
        assertThat(outcome(GroupRules.leave(left.next(), OFFICER, WITHIN, "chen", NOW)))
                .isEqualTo("unchanged");

        var joined = ((Decision.Accepted<Group>)
                        join(group(GroupKind.TECHNICAL), member("chen", GroupFunction.MEMBER, MAY)))
                .next();
        assertThat(joined.refused(joined.tasks().getFirst())).isEqualTo(group(GroupKind.TECHNICAL));
    }

    @Test
    void a_hundred_are_in_a_group_and_not_one_more() {
        Member[] members = IntStream.range(0, GroupRules.MEMBERS_MAX)
                .mapToObj(i -> member("person-" + i, GroupFunction.MEMBER, MAY))
                .toArray(Member[]::new);
        assertThat(outcome(join(group(GroupKind.LEADING, members), member("chen", GroupFunction.MEMBER, MAY))))
                .isEqualTo("group-full");
        assertThat(outcome(join(group(GroupKind.LEADING, members), member("person-7", GroupFunction.HEAD, MAY))))
                .isEqualTo("accepted");
    }
}
