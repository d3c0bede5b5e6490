package io.airclass.homework.budget;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.Kind;
import io.airclass.policy.Value;
import io.airclass.policy.Verdict;
import io.airclass.rosterview.PolicyRules;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides whether a class's days have room for a piece of homework, and what is left of them. */
final class BudgetRules {
    private BudgetRules() {}

    /**
     * Takes the minutes of some days of one week, all of them or none. What the same homework reserved before is replaced.
     *
     * @param wanted of the days of this week
     * @param rules of each of these days
     */
    static Decision<ClassWeek> hold(ClassWeek week, List<Reservation> wanted, Map<LocalDate, DayRules> rules) {
        var id = wanted.getFirst().assignmentId();
        if (isThere(week, id, wanted)) {
            return Decision.unchanged(week);
        }
        long attempt = wanted.getFirst().attempt();
        if (week.of(id).anyMatch(each -> each.attempt() > attempt)) {
            return Decision.rejected(Rejection.conflict("busy"));
        }
        var next = week.with(Stream.concat(week.others(id), wanted.stream()).toList());
        if (next.isTooLarge()) {
            return Decision.rejected(Rejection.ruleBroken("homework-week-full")
                    .with("max", ClassWeek.RESERVATIONS_MAX)
                    .with("classId", week.classId()));
        }
        return wanted.stream()
                .map(each -> broken(next, each, rules.get(each.day())))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Decision::<ClassWeek>rejected)
                .orElseGet(() -> Decision.accepted(next));
    }

    private static boolean isThere(ClassWeek week, String assignmentId, List<Reservation> wanted) {
        var there = week.of(assignmentId).toList();
        return there.size() == wanted.size()
                && wanted.stream().allMatch(each -> there.stream().anyMatch(each::takesAs));
    }

    private static Optional<Rejection> broken(ClassWeek next, Reservation wanted, DayRules rules) {
        if (rules.free().isPresent()) {
            return Optional.of(Rejection.ruleBroken("no-homework-day")
                    .with("day", wanted.day().toString())
                    .with("classId", next.classId())
                    .with("reason", rules.free().get()));
        }
        return Stream.of(
                        minutes(next, wanted, rules, Kind.HOMEWORK, Reservation::minutes),
                        minutes(next, wanted, rules, Kind.HOMEWORK_WRITTEN, Reservation::writtenMinutes),
                        rules.schoolDay()
                                ? Optional.<Rejection>empty()
                                : yesOrNo(next, wanted, rules, Kind.HOMEWORK_OUTSIDE_SCHOOL_DAYS),
                        freeDays(next, wanted, rules))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The sum of the day against its limit; the refusal names who holds the rest of it. */
    private static Optional<Rejection> minutes(
            ClassWeek next, Reservation wanted, DayRules rules, Kind kind, ToLongFunction<Reservation> minutes) {
        long sum = next.burden(wanted.day(), wanted.studentIds(), minutes);
        if (minutes.applyAsLong(wanted) == 0
                || !(rules.inForce().judge(kind, Value.of(Math.toIntExact(sum))) instanceof Verdict.Broken broken)) {
            return Optional.empty();
        }
        var holders = next.on(wanted.day())
                .filter(each -> minutes.applyAsLong(each) > 0)
                .filter(each -> !each.assignmentId().equals(wanted.assignmentId()))
                .map(each -> holder(each, minutes.applyAsLong(each)))
                .toList();
        return Optional.of(
                holders.isEmpty()
                        ? told(PolicyRules.refusal(broken), next, wanted)
                        : spent(next, wanted, minutes.applyAsLong(wanted), broken, holders));
    }

    private static Map<String, Object> holder(Reservation reservation, long minutes) {
        return Map.of(
                "teacherId", reservation.teacherId(),
                "subject", reservation.subject(),
                "minutes", minutes,
                "assignmentId", reservation.assignmentId());
    }

    private static Rejection spent(
            ClassWeek next, Reservation wanted, long asked, Verdict.Broken broken, List<Map<String, Object>> holders) {
        long held =
                holders.stream().mapToLong(each -> (long) each.get("minutes")).sum();
        var rejection = Rejection.ruleBroken("homework-minutes-spent");
        for (var fact : broken.facts().entrySet()) {
            rejection = rejection.with(fact.getKey(), fact.getValue());
        }
        return told(rejection, next, wanted)
                .with("minutesAsked", asked)
                .with("minutesHeld", held)
                .with("heldBy", holders);
    }

    private static Rejection told(Rejection rejection, ClassWeek week, Reservation wanted) {
        return rejection.with("day", wanted.day().toString()).with("classId", week.classId());
    }

    private static Optional<Rejection> yesOrNo(ClassWeek next, Reservation wanted, DayRules rules, Kind kind) {
        return PolicyRules.refusal(rules.inForce().judge(kind, Value.of(true)))
                .map(rejection -> told(rejection, next, wanted));
    }

    /** The days of the week that would be left without homework. */
    private static Optional<Rejection> freeDays(ClassWeek next, Reservation wanted, DayRules rules) {
        return PolicyRules.refusal(rules.inForce().judge(Kind.HOMEWORK_FREE_DAYS, Value.of(freeDays(next))))
                .map(rejection -> told(rejection, next, wanted));
    }

    static int freeDays(ClassWeek week) {
        return DayOfWeek.values().length
                - Math.toIntExact(week.reservations().stream()
                        .map(Reservation::day)
                        .distinct()
                        .count());
    }

    /**
     * The homework was not published, or was withdrawn: its minutes are free again.
     *
     * @param attempt what later attempts at publishing it took stays
     */
    static Decision<ClassWeek> release(ClassWeek week, String assignmentId, long attempt) {
        var rest = week.reservations().stream()
                .filter(each -> !each.assignmentId().equals(assignmentId) || each.attempt() > attempt)
                .toList();
        return rest.size() == week.reservations().size()
                ? Decision.unchanged(week)
                : Decision.accepted(week.with(rest));
    }

    /** The homework is published: its minutes stay until it is withdrawn. */
    static Decision<ClassWeek> keep(ClassWeek week, String assignmentId, long attempt) {
        return week.of(assignmentId).noneMatch(each -> each.attempt() == attempt && each.heldUntil() != null)
                ? Decision.unchanged(week)
                : Decision.accepted(week.with(week.reservations().stream()
                        .map(each -> each.assignmentId().equals(assignmentId) && each.attempt() == attempt
                                ? each.kept()
                                : each)
                        .toList()));
    }

    /** The attempts at publishing that take longer than they should: one reservation of each. */
    static List<Reservation> overdue(ClassWeek week, Instant at) {
        return List.copyOf(week.reservations().stream()
                .filter(each ->
                        Objects.nonNull(each.heldUntil()) && !each.heldUntil().isAfter(at))
                .collect(Collectors.toMap(
                        each -> each.assignmentId() + " " + each.attempt(),
                        Function.identity(),
                        (first, _) -> first,
                        LinkedHashMap::new))
                .values());
    }
}
