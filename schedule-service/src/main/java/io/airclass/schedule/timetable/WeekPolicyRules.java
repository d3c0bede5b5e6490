package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether the weeks of a timetable keep what is in force on each of their days. Judged is what a timetable tells: the first bell, the last
 * end, evening study, the breaks, how many lessons a day has, whether the term has begun for the grade; and while pupils learn online, when
 * a lesson in the classroom is one stretch before a screen, how long each and all of a day are. What a teacher does in a lesson no timetable
 * tells.
 */
final class WeekPolicyRules {
    private static final Set<Kind> LIMITS = Set.of(Kind.SCREEN_SITTING, Kind.SCREEN_DAY, Kind.LESSONS);
    private static final String CURRICULUM = "curriculum";

    private WeekPolicyRules() {}

    /**
     * A day of a timetable with what is in force on it.
     *
     * @param slots by time, none over another but those of broadcasts
     * @param beforeTerm whether a term is still to begin
     */
    record Day(LocalDate date, List<Slot> slots, InForce inForce, boolean beforeTerm) {}

    /**
     * One day for each arrangement of lessons that the weeks have, the first on which it takes place.
     *
     * @param days what they are, by date
     * @param received what a class has besides on a day, from broadcasts
     */
    static Map<LocalDate, List<Slot>> typicalDays(
            Week week, Map<LocalDate, SchoolDay> days, Function<LocalDate, List<Slot>> received) {
        var typical = new TreeMap<LocalDate, List<Slot>>();
        var seen = new HashSet<Map.Entry<DayOfWeek, List<Slot>>>();
        week.effectiveFrom().datesUntil(week.lastDay().plusDays(1)).forEach(day -> {
            var own = week.slots().stream()
                    .filter(slot -> TermDays.has(slot, day, days))
                    .toList();
            var slots = own.isEmpty() ? own : with(own, received.apply(day));
            if (!slots.isEmpty() && seen.add(Map.entry(day.getDayOfWeek(), slots))) {
                typical.put(day, slots);
            }
        });
        return typical;
    }

    private static List<Slot> with(List<Slot> own, List<Slot> received) {
        return received.isEmpty()
                ? own
                : Stream.concat(own.stream(), received.stream())
                        .sorted(Comparator.comparing(Slot::start).thenComparing(Slot::end))
                        .toList();
    }

    /**
     * The refusals, each by the first day that breaks a rule, with {@code date} and {@code weekday}; empty where every day keeps them all.
     *
     * @param boarding whether pupils live at the school
     */
    static List<Rejection> broken(Collection<Day> days, boolean boarding) {
        var seen = new HashSet<Object>();
        return judged(days, boarding)
                .flatMap(judged -> refusal(judged).stream())
                .filter(refusal -> seen.add(refusal.facts().get("rule")))
                .toList();
    }

    /** What advisory rules say, and the after-school service, which is shown and not refused; each rule once. */
    static List<Rejection> advice(Collection<Day> days, boolean boarding) {
        var seen = new HashSet<Object>();
        return Stream.concat(judged(days, boarding), days.stream().flatMap(WeekPolicyRules::afterSchool))
                .flatMap(judged -> advice(judged).stream())
                .filter(advice -> seen.add(advice.facts().get("rule")))
                .toList();
    }

    private record Judged(LocalDate date, Verdict verdict) {}

    private static Stream<Judged> judged(Collection<Day> days, boolean boarding) {
        return days.stream().sorted(Comparator.comparing(Day::date)).flatMap(day -> verdicts(day, boarding).stream()
                .map(verdict -> new Judged(day.date(), verdict)));
    }

    private static Optional<Rejection> refusal(Judged judged) {
        return judged.verdict() instanceof Verdict.Broken broken
                ? Optional.of(dated(
                        switch (broken.rule().kind()) {
                            case NEW_TERM_LESSON -> as("grade-not-started", broken);
                            case LESSON_IN_PERSON -> as("in-person-suspended", broken);
                            default -> PolicyRules.refusal(broken);
                        },
                        judged.date()))
                : Optional.empty();
    }

    private static Rejection as(String slug, Verdict.Broken broken) {
        var refusal = Rejection.conflict(slug);
        for (var fact : broken.facts().entrySet()) {
            refusal = refusal.with(fact.getKey(), fact.getValue());
        }
        return refusal;
    }

    private static Optional<Rejection> advice(Judged judged) {
        return switch (judged.verdict()) {
            case Verdict.Allowed allowed ->
                allowed.advice().map(advice -> dated(PolicyRules.refusal(advice), judged.date()));
            case Verdict.Broken broken
            when broken.rule().kind() == Kind.AFTER_SCHOOL_MINUTES ->
                Optional.of(dated(PolicyRules.refusal(broken), judged.date()));
            case Verdict.Broken _ -> Optional.empty();
        };
    }

    private static Rejection dated(Rejection rejection, LocalDate date) {
        return rejection.with("date", date).with("weekday", date.getDayOfWeek().getValue());
    }

    private static List<Verdict> verdicts(Day day, boolean boarding) {
        var inForce = day.inForce();
        var lessons =
                day.slots().stream().filter(slot -> slot.use() == Use.LESSON).toList();
        var verdicts = new ArrayList<Verdict>();
        verdicts.add(
                inForce.judge(Kind.FIRST_LESSON, Value.of(day.slots().getFirst().start())));
        verdicts.add(inForce.judge(Kind.LESSONS, Value.of(lessons.size())));
        for (int i = 1; i < lessons.size(); i++) {
            if (lessons.get(i).start().isBefore(lessons.get(i - 1).end())) {
                continue; // a broadcast at the time of a lesson: told as a clash, not as a break
            }
            verdicts.add(inForce.judge(
                    Kind.BREAK, minutes(lessons.get(i - 1).end(), lessons.get(i).start())));
        }
        verdicts.add(inForce.judge(Kind.BEDTIME, Value.of(lastEnd(day.slots()))));
        var evening = day.slots().stream()
                .filter(slot -> slot.use() == Use.EVENING_STUDY)
                .toList();
        if (!boarding && !evening.isEmpty()) {
            verdicts.add(inForce.judge(Kind.EVENING_STUDY, Value.of(lastEnd(evening))));
        }
        beforeTheTerm(day, verdicts);
        if (inForce.regime().regime() == Regime.ONLINE) {
            online(day, verdicts);
        }
        return verdicts;
    }

    private static void beforeTheTerm(Day day, List<Verdict> verdicts) {
        for (var content : day.slots().stream()
                .map(slot -> content(slot.subject()))
                .distinct()
                .toList()) {
            if (content.equals(CURRICULUM)) {
                verdicts.add(day.inForce().judge(Kind.NEW_TERM_LESSON, Value.of(day.date())));
            }
            if (day.beforeTerm()) {
                verdicts.add(day.inForce().judge(Kind.LESSON_BEFORE_TERM, Value.choice(content)));
            }
        }
    }

    private static void online(Day day, List<Verdict> verdicts) {
        var inForce = day.inForce();
        verdicts.add(inForce.judge(
                Kind.LESSON_IN_PERSON,
                Value.of(day.slots().stream().anyMatch(slot -> slot.mode().inPerson()))));
        verdicts.add(inForce.judge(
                Kind.TIMETABLE_UNLIMITED,
                Value.of(inForce.rules().stream().noneMatch(rule -> LIMITS.contains(rule.kind())))));
        var beforeScreen = day.slots().stream()
                .filter(slot -> slot.mode().onScreen() || slot.mode().inPerson())
                .toList();
        beforeScreen.forEach(
                slot -> verdicts.add(inForce.judge(Kind.SCREEN_SITTING, minutes(slot.start(), slot.end()))));
        verdicts.add(inForce.judge(Kind.SCREEN_DAY, sum(beforeScreen)));
    }

    private static Stream<Judged> afterSchool(Day day) {
        var service = day.slots().stream()
                .filter(slot -> slot.use() == Use.AFTER_SCHOOL)
                .toList();
        return service.isEmpty()
                ? Stream.empty()
                : Stream.of(new Judged(day.date(), day.inForce().judge(Kind.AFTER_SCHOOL_MINUTES, sum(service))));
    }

    /** What a lesson of a subject is about, in the words of the rules. */
    static String content(String subject) {
        if (subject.contains("心理")) {
            return "mental-health";
        }
        if (subject.contains("防疫") || subject.contains("防护")) {
            return "epidemic-protection";
        }
        return subject.contains("寓教于乐") ? "edutainment" : CURRICULUM;
    }

    private static LocalTime lastEnd(List<Slot> slots) {
        return slots.stream().map(Slot::end).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Value sum(List<Slot> slots) {
        return Value.of(slots.stream()
                .mapToLong(slot -> Duration.between(slot.start(), slot.end()).toMinutes())
                .sum());
    }

    private static Value minutes(LocalTime from, LocalTime to) {
        return Value.of(Duration.between(from, to).toMinutes());
    }
}
