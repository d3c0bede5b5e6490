package io.airclass.roster.groups;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.audit.Audit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is put into which group, as what, and by whom. */
final class GroupRules {
    static final int MEMBERS_MAX = 100;
    static final int TASKS_MAX = 200;
    private static final Set<Role> READING = EnumSet.of(
            Role.ORG_ADMINISTRATOR,
            Role.TEACHING_OFFICER,
            Role.TECHNICAL_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.PLATFORM_ADMINISTRATOR);

    private GroupRules() {}

    static boolean mayRead(Caller caller, List<String> within) {
        return caller.reaches(READING, within);
    }

    /** An administrator of the bureau or above it; whether the person may be given the role, the grants decide besides. */
    static boolean mayCompose(Caller caller, List<String> within) {
        return caller.has(Role.ORG_ADMINISTRATOR, within);
    }

    /** @param member as it is to be */
    static Decision<Group> join(Group known, Caller caller, List<String> within, Member member) {
        if (known.kind() != GroupKind.LEADING && member.function().isOfOffice()) {
            return Decision.rejected(Rejection.ruleBroken("group-function-unfit")
                    .with("function", member.function().name())
                    .with("kind", known.kind().name()));
        }
        var before = known.member(member.personId());
        if (before.filter(one -> isSame(one, member)).isPresent()) {
            return Decision.unchanged(known);
        }
        boolean taken = known.members().stream()
                .anyMatch(one -> one.function() == member.function()
                        && !one.personId().equals(member.personId())
                        && one.until().isAfter(member.at()));
        if (member.function().isSingle() && taken) {
            return Decision.rejected(Rejection.conflict("group-function-taken")
                    .with("function", member.function().name()));
        }
        if (before.isEmpty() && known.members().size() >= MEMBERS_MAX) {
            return Decision.rejected(Rejection.ruleBroken("group-full").with("max", MEMBERS_MAX));
        }
        if (known.tasks().size() > TASKS_MAX - 2) {
            return Decision.rejected(Rejection.conflict("busy"));
        }
        boolean sameGrant =
                before.filter(one -> one.until().equals(member.until())).isPresent();
        Member next = sameGrant
                ? new Member(
                        member.personId(),
                        member.function(),
                        before.get().grantId(),
                        member.until(),
                        member.reason(),
                        member.by(),
                        member.at())
                : member;
        List<Task> tasks = new ArrayList<>();
        if (!sameGrant) {
            tasks.add(
                    new Task(true, member.personId(), member.grantId(), member.until(), member.reason(), member.by()));
            before.ifPresent(one -> tasks.add(end(one, member.reason(), member.by())));
        }
        Group after = sameGrant
                ? new Group(
                        known.orgId(),
                        known.kind(),
                        known.with(next, List.of(), 0).members(),
                        known.tasks(),
                        known.dueAt())
                : known.with(next, tasks, member.at().toEpochMilli());
        return Decision.accepted(
                after,
                Audit.ofOrg(
                        caller,
                        "group-member-set",
                        within,
                        Map.of(
                                "group", known.kind().name(),
                                "person", member.personId(),
                                "function", member.function().name(),
                                "until", member.until().toString())));
    }

    private static boolean isSame(Member known, Member asked) {
        return known.function() == asked.function()
                && known.until().equals(asked.until())
                && known.reason().equals(asked.reason());
    }

    /** Nothing where the person is not in the group. */
    static Decision<Group> leave(Group known, Caller caller, List<String> within, String personId, Instant at) {
        var member = known.member(personId);
        if (member.isEmpty()) {
            return Decision.unchanged(known);
        }
        if (known.tasks().size() > TASKS_MAX - 1) {
            return Decision.rejected(Rejection.conflict("busy"));
        }
        String reason = known.kind().name() + ": left";
        return Decision.accepted(
                known.without(personId, List.of(end(member.get(), reason, caller.personId())), at.toEpochMilli()),
                Audit.ofOrg(
                        caller,
                        "group-member-removed",
                        within,
                        Map.of("group", known.kind().name(), "person", personId)));
    }

    private static Task end(Member member, String reason, String by) {
        return new Task(false, member.personId(), member.grantId(), member.until(), reason, by);
    }
}
