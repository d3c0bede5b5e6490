package io.airclass.homework.assignment;

import io.airclass.homework.budget.Ask;
import io.airclass.homework.budget.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was published: what is to be done, by whom, and on which days.
 *
 * @param audience by what lists find it: {@code c:} and the id of a class that has it as a whole, {@code s:} and the id of a student
 * @param days how the minutes lie on days; the same for every class
 * @param attempt which of the attempts at publishing it was, from 1
 */
public record Terms(
        Task task, List<Target> targets, List<String> audience, List<Share> days, long graceMinutes, long attempt) {
    public Terms {
        targets = List.copyOf(targets);
        audience = List.copyOf(audience);
        days = List.copyOf(days);
    }

    static Terms of(Task task, List<Target> targets, List<Share> days, long graceMinutes, long attempt) {
        var audience = targets.stream()
                .flatMap(target -> target.studentIds().isEmpty()
                        ? Stream.of(ofClass(target.classId()))
                        : target.studentIds().stream().map(Terms::ofStudent))
                .distinct()
                .toList();
        return new Terms(task, targets, audience, days, graceMinutes, attempt);
    }

    /** What homework of a whole class is found by. */
    static String ofClass(String classId) {
        return "c:" + classId;
    }

    /** What homework of single students is found by. */
    static String ofStudent(String studentId) {
        return "s:" + studentId;
    }

    public Optional<Target> target(String classId) {
        return targets.stream().filter(each -> each.classId().equals(classId)).findFirst();
    }

    List<String> classIds() {
        return targets.stream().map(Target::classId).toList();
    }

    Map<String, List<String>> withinOf() {
        return targets.stream().collect(Collectors.toMap(Target::classId, Target::within));
    }

    Ask ask(String assignmentId, String teacherId) {
        return new Ask(assignmentId, attempt, teacherId, task.subject(), days);
    }

    /** The last instant at which work is taken. */
    Instant takenUntil(Instant dueAt) {
        return dueAt.plus(Duration.ofMinutes(graceMinutes));
    }
}
