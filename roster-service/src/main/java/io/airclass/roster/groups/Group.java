package io.airclass.roster.groups;

import io.airclass.contracts.MayBeAbsent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A group of a bureau.
 *
 * @param members each person once
 * @param tasks in the order in which they were decided
 * @param dueAt since when there are tasks, in milliseconds; absent without any
 */
public record Group(
        String orgId,
        GroupKind kind,
        List<Member> members,
        List<Task> tasks,
        @MayBeAbsent Long dueAt) {
    public Group {
        members = List.copyOf(members);
        tasks = List.copyOf(tasks);
    }

    static Group empty(String orgId, GroupKind kind) {
        return new Group(orgId, kind, List.of(), List.of(), null);
    }

    static String idOf(String orgId, GroupKind kind) {
        return orgId + ":" + kind;
    }

    Optional<Member> member(String personId) {
        return members.stream().filter(one -> one.personId().equals(personId)).findFirst();
    }

    Group with(Member member, List<Task> more, long at) {
        return new Group(
                orgId,
                kind,
                Stream.concat(others(member.personId()), Stream.of(member)).toList(),
                joined(more),
                dueAt == null ? at : dueAt);
    }

    Group without(String personId, List<Task> more, long at) {
        return new Group(orgId, kind, others(personId).toList(), joined(more), dueAt == null ? at : dueAt);
    }

    /** Carried over. */
    Group done(Task task) {
        List<Task> rest = tasks.stream().filter(one -> !one.equals(task)).toList();
        return new Group(orgId, kind, members, rest, rest.isEmpty() ? null : dueAt);
    }

    /** Could not be carried over: whoever cannot have the permissions is not in the group. */
    Group refused(Task task) {
        Group done = done(task);
        List<Member> rest = members.stream()
                .filter(one -> !one.grantId().equals(task.grantId()))
                .toList();
        return new Group(orgId, kind, rest, done.tasks, done.dueAt);
    }

    private Stream<Member> others(String personId) {
        return members.stream().filter(one -> !one.personId().equals(personId));
    }

    private List<Task> joined(List<Task> more) {
        return Stream.concat(tasks.stream(), more.stream()).toList();
    }
}
