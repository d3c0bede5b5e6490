package io.airclass.schedule.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.schedule.figures.DayFacts.Planned;
import io.airclass.schedule.figures.Fact.Attendance;
import io.airclass.schedule.figures.Fact.Change;
import io.airclass.schedule.figures.Fact.Publication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactRulesTest {
    private static final Instant AT = Instant.parse("2026-09-07T00:00:00Z");

    private static String lesson(int number) {
        return "c~20260907~" + number;
    }

    private static Attendance attendance(Random random, int number) {
        long enrolled = 30 + random.nextInt(20);
        long joined = random.nextInt((int) enrolled);
        return new Attendance(
                AT.plusSeconds(random.nextInt(3)),
                "sum-" + number,
                enrolled,
                joined,
                joined / 2,
                random.nextInt(40),
                random.nextInt(900),
                random.nextInt(900),
                random.nextInt(900),
                random.nextInt(900),
                random.nextInt(900),
                false);
    }

    /** What may be told of a class's day: of some lessons much, of others nothing, of one several times differently. */
    private static List<Fact> facts(Random random) {
        var facts = new ArrayList<Fact>();
        for (int number = 1; number <= 8; number++) {
            String lesson = lesson(number);
            for (int i = 0; i < random.nextInt(3); i++) {
                facts.add(new Fact.Started(lesson, random.nextInt(200)));
            }
            if (random.nextBoolean()) {
                facts.add(new Fact.Ended(lesson, 2_000 + random.nextInt(400)));
            }
            for (int i = 0; i < random.nextInt(3); i++) {
                facts.add(new Fact.Attended(lesson, attendance(random, i)));
            }
            for (int i = 0; i < random.nextInt(4); i++) {
                var at = AT.plusSeconds(random.nextInt(3));
                facts.add(new Fact.Changed(lesson, new Change(at, "change-" + i, random.nextBoolean())));
            }
            for (int i = 0; i < random.nextInt(3); i++) {
                facts.add(new Fact.Replayed(lesson, "replay-" + i));
                facts.add(new Fact.Watched(lesson, "watched-" + i));
                facts.add(new Fact.MadeUp(lesson, "made-up-" + random.nextInt(2)));
            }
        }
        for (int i = 1; i <= random.nextInt(4); i++) {
            facts.add(new Fact.Published(new Publication(i, i == 2)));
        }
        return facts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void facts_in_any_order_and_repeated_are_what_a_plain_count_says(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < 60; run++) {
            var facts = facts(random);
            var plan = IntStream.rangeClosed(1, random.nextInt(9))
                    .mapToObj(number -> new Planned(lesson(number), "数学", number % 3 > 0))
                    .toList();
            var counted = counted(facts, plan);

            var shuffled = new ArrayList<>(facts);
            facts.stream().filter(_ -> random.nextInt(3) == 0).forEach(shuffled::add);
            Collections.shuffle(shuffled, random);
            var day = DayFacts.NONE;
            int planAt = random.nextInt(shuffled.size() + 1);
            for (int i = 0; i <= shuffled.size(); i++) {
                day = i == planAt ? day.planned(plan) : day;
                day = i < shuffled.size() ? FactRules.take(day, shuffled.get(i)) : day;
            }
            assertThat(FactRules.count(day)).isEqualTo(counted);
        }
    }

    @Test
    void the_same_fact_again_is_the_same_day() {
        var day = FactRules.take(DayFacts.NONE, new Fact.Started(lesson(1), 61));
        assertThat(FactRules.take(day, new Fact.Started(lesson(1), 61))).isSameAs(day);
    }

    @Test
    void what_stands_in_no_plan_counts_as_held_and_not_as_planned() {
        var day = FactRules.take(DayFacts.NONE, new Fact.Started(lesson(1), 59));
        var sums = FactRules.count(day);
        assertThat(sums.of(Figure.HELD)).isOne();
        assertThat(sums.of(Figure.PLANNED)).isZero();
        assertThat(sums.of(Figure.STARTED_LATE)).isZero();
        assertThat(sums.of(Figure.CLASS_DAYS_COVERED)).isOne();
    }

    @Test
    void what_some_attend_as_guests_of_a_group_is_no_lesson_of_their_class() {
        var guests = new Attendance(AT, "sum", 2, 2, 2, 0, 80, 0, 0, 0, 0, true);
        var sums = FactRules.count(FactRules.take(DayFacts.NONE, new Fact.Attended("group-1~20260907~3", guests)));
        assertThat(sums.of(Figure.HELD)).isZero();
        assertThat(sums.of(Figure.CLASS_DAYS_COVERED)).isZero();
        assertThat(sums.of(Figure.JOINED)).isEqualTo(2);
        assertThat(sums.of(Figure.STUDENT_DAYS)).isEqualTo(2);
    }

    @Test
    void a_class_whose_only_live_lesson_is_cancelled_has_no_day_to_cover() {
        var day = FactRules.take(
                DayFacts.NONE.planned(List.of(new Planned(lesson(1), "语文", true))),
                new Fact.Changed(lesson(1), new Change(AT, "change", true)));
        var sums = FactRules.count(day);
        assertThat(sums.of(Figure.CANCELLED_LIVE)).isOne();
        assertThat(sums.of(Figure.CLASS_DAYS)).isZero();
    }

    /** Goes through the facts for each figure by itself, without a state between them. */
    private static Sums counted(List<Fact> facts, List<Planned> plan) {
        var ids = Stream.concat(
                        plan.stream().map(Planned::lessonId),
                        facts.stream().filter(Fact.OfLesson.class::isInstance).map(fact -> ((Fact.OfLesson) fact)
                                .lessonId()))
                .distinct()
                .toList();
        Predicate<String> held = id -> facts.stream()
                .anyMatch(fact -> fact instanceof Fact.Started(var l, var _) && l.equals(id)
                        || fact instanceof Fact.Ended(var e, var _) && e.equals(id)
                        || fact instanceof Fact.Attended(var a, var _) && a.equals(id));
        Predicate<String> cancelled = id -> facts.stream()
                .flatMap(fact ->
                        fact instanceof Fact.Changed(var l, var c) && l.equals(id) ? Stream.of(c) : Stream.empty())
                .max(Comparator.comparing(Change::at).thenComparing(Change::eventId))
                .map(Change::cancelled)
                .orElse(false);
        Predicate<String> live =
                id -> plan.stream().anyMatch(each -> each.lessonId().equals(id) && each.live());
        ToLongFunction<String> late = id -> facts.stream()
                .filter(fact -> fact instanceof Fact.Started(var l, var _) && l.equals(id))
                .mapToLong(fact -> ((Fact.Started) fact).secondsLate())
                .min()
                .orElse(0);
        var attended = ids.stream()
                .flatMap(id -> facts.stream()
                        .flatMap(fact -> fact instanceof Fact.Attended(var l, var a) && l.equals(id)
                                ? Stream.of(a)
                                : Stream.empty())
                        .max(Comparator.comparing(Attendance::at).thenComparing(Attendance::eventId))
                        .stream())
                .toList();
        var sums = new EnumMap<Figure, Long>(Figure.class);
        sums.put(Figure.PLANNED, (long) plan.size());
        sums.put(Figure.PLANNED_LIVE, plan.stream().filter(Planned::live).count());
        sums.put(Figure.CANCELLED, ids.stream().filter(cancelled).count());
        sums.put(Figure.CANCELLED_LIVE, ids.stream().filter(cancelled.and(live)).count());
        sums.put(Figure.HELD, ids.stream().filter(held).count());
        sums.put(
                Figure.SECONDS_HELD,
                ids.stream()
                        .mapToLong(id -> facts.stream()
                                .filter(fact -> fact instanceof Fact.Ended(var l, var _) && l.equals(id))
                                .mapToLong(fact -> ((Fact.Ended) fact).seconds())
                                .min()
                                .orElse(0))
                        .sum());
        sums.put(
                Figure.STARTED_LATE,
                ids.stream().filter(id -> late.applyAsLong(id) >= 60).count());
        sums.put(Figure.SECONDS_LATE, ids.stream().mapToLong(late).sum());
        sums.put(Figure.ATTENDED, (long) attended.size());
        sums.put(
                Figure.ENROLLED,
                attended.stream().mapToLong(Attendance::enrolled).sum());
        sums.put(Figure.JOINED, attended.stream().mapToLong(Attendance::joined).sum());
        sums.put(
                Figure.PRESENT, attended.stream().mapToLong(Attendance::present).sum());
        sums.put(
                Figure.SCREEN_STUDENTS,
                attended.stream().mapToLong(Attendance::screenStudents).sum());
        sums.put(
                Figure.MINUTES_PHONE,
                attended.stream().mapToLong(Attendance::minutesPhone).sum());
        sums.put(
                Figure.MINUTES_TABLET,
                attended.stream().mapToLong(Attendance::minutesTablet).sum());
        sums.put(
                Figure.MINUTES_PC,
                attended.stream().mapToLong(Attendance::minutesPc).sum());
        sums.put(
                Figure.MINUTES_TV,
                attended.stream().mapToLong(Attendance::minutesTv).sum());
        sums.put(
                Figure.MINUTES_CLASSROOM,
                attended.stream().mapToLong(Attendance::minutesClassroom).sum());
        sums.put(
                Figure.REPLAYED,
                facts.stream()
                        .flatMap(fact -> fact instanceof Fact.Replayed(var l, var _) ? Stream.of(l) : Stream.empty())
                        .distinct()
                        .count());
        sums.put(
                Figure.REPLAY_VIEWS,
                facts.stream().filter(Fact.Watched.class::isInstance).distinct().count());
        sums.put(
                Figure.MADE_UP,
                facts.stream().filter(Fact.MadeUp.class::isInstance).distinct().count());
        long students = attended.stream().mapToLong(Attendance::enrolled).max().orElse(0);
        long few = ids.stream()
                .mapToLong(id -> Math.max(
                        facts.stream()
                                .filter(fact -> fact instanceof Fact.Watched(var l, var _) && l.equals(id))
                                .distinct()
                                .count(),
                        facts.stream()
                                .filter(fact -> fact instanceof Fact.MadeUp(var l, var _) && l.equals(id))
                                .distinct()
                                .count()))
                .max()
                .orElse(0);
        sums.put(Figure.STUDENT_DAYS, Math.max(students, few));
        boolean covered = ids.stream().anyMatch(held);
        boolean planned = plan.stream().anyMatch(each -> each.live() && !cancelled.test(each.lessonId()));
        sums.put(Figure.CLASS_DAYS, covered || planned ? 1L : 0L);
        sums.put(Figure.CLASS_DAYS_COVERED, covered ? 1L : 0L);
        sums.put(
                Figure.PUBLISHED,
                facts.stream()
                        .filter(Fact.Published.class::isInstance)
                        .distinct()
                        .count());
        sums.put(
                Figure.NOTICE_BREACHES,
                facts.stream()
                        .filter(fact -> fact instanceof Fact.Published(var p) && p.emergency())
                        .distinct()
                        .count());
        return new Sums(sums);
    }
}
