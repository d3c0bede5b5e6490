package io.airclass.schedule.timetable;

import io.airclass.kit.problem.Rejection;
import io.airclass.policy.InForce;
import io.airclass.policy.Kind;
import io.airclass.policy.Regime;
import io.airclass.policy.Value;
import io.airclass.policy.Verdict;
import io.airclass.rosterview.PolicyRules;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether a week of lessons keeps what is in force on each of its first days. Judged is what a timetable tells: the first bell, the
 * last end, the breaks, how many lessons a day has; and while pupils learn online, when a lesson is one stretch before a screen, how
 * long each and all of a day are. What a teacher does in a lesson no timetable tells.
 */
final class WeekPolicyRules {
    private WeekPolicyRules() {}

    /** The first date of each weekday that has lessons, with the beginning of its first. */
    static Map<LocalDate, LocalTime> firstDays(Week week) {
        var days = new TreeMap<LocalDate, LocalTime>();
        byWeekday(week)
                .forEach((weekday, slots) -> days.put(
                        week.effectiveFrom().with(TemporalAdjusters.nextOrSame(weekday)),
                        slots.getFirst().start()));
        return days;
    }

    /**
     * The refusal by the first day that breaks a rule, with {@code date} and {@code weekday}; empty where every day keeps them.
     *
     * @param inForce by the dates of {@link #firstDays}
     */
    static Optional<Rejection> broken(Week week, Map<LocalDate, InForce> inForce) {
        var slots = byWeekday(week);
        return inForce.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(day ->
                        verdicts(slots.getOrDefault(day.getKey().getDayOfWeek(), List.of()), day.getValue()).stream()
                                .map(PolicyRules::refusal)
                                .flatMap(Optional::stream)
                                .map(refusal -> refusal.with("date", day.getKey())
                                        .with(
                                                "weekday",
                                                day.getKey().getDayOfWeek().getValue())))
                .findFirst();
    }

    private static Map<DayOfWeek, List<Slot>> byWeekday(Week week) {
        return week.slots().stream().collect(Collectors.groupingBy(Slot::weekday, TreeMap::new, Collectors.toList()));
    }

    /** @param slots of one day, by time, none over another */
    private static List<Verdict> verdicts(List<Slot> slots, InForce inForce) {
        var verdicts = new ArrayList<Verdict>();
        if (slots.isEmpty()) {
            return verdicts;
        }
        verdicts.add(inForce.judge(Kind.FIRST_LESSON, Value.of(slots.getFirst().start())));
        verdicts.add(inForce.judge(Kind.LESSONS, Value.of(slots.size())));
        for (int i = 1; i < slots.size(); i++) {
            verdicts.add(inForce.judge(
                    Kind.BREAK, minutes(slots.get(i - 1).end(), slots.get(i).start())));
        }
        verdicts.add(inForce.judge(
                Kind.BEDTIME,
                Value.of(slots.stream()
                        .map(Slot::end)
                        .max(Comparator.naturalOrder())
                        .orElseThrow())));
        if (inForce.regime().regime() == Regime.ONLINE) {
            slots.forEach(slot -> verdicts.add(inForce.judge(Kind.SCREEN_SITTING, minutes(slot.start(), slot.end()))));
            verdicts.add(inForce.judge(
                    Kind.SCREEN_DAY,
                    Value.of(slots.stream()
                            .mapToLong(slot ->
                                    Duration.between(slot.start(), slot.end()).toMinutes())
                            .sum())));
        }
        return verdicts;
    }

    private static Value minutes(LocalTime from, LocalTime to) {
        return Value.of(Duration.between(from, to).toMinutes());
    }
}
