package io.airclass.homework.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.Cohort;
import io.airclass.policy.Place;
import io.airclass.policy.PolicyBook;
import io.airclass.policy.pack.ShippedPacks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetRulesTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
    private static final Instant UNTIL = Instant.parse("2026-11-23T04:00:00Z");
    private static final ClassWeek EMPTY =
            new ClassWeek("class", "school", List.of("root", "school", "class"), MONDAY, List.of(), null);

    private static Reservation asks(String assignment, LocalDate day, long minutes, long written, String... students) {
        return new Reservation(assignment, 1, day, minutes, written, "数学", "t-" + assignment, List.of(students), UNTIL);
    }

    private static DayRules rules(LocalDate day, int grade) {
        var inForce = new PolicyBook(ShippedPacks.policies(), Map.of())
                .at(
                        Place.of(new Place.Org("root")),
                        Cohort.ofGrade(grade),
                        day.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant(),
                        ZoneId.of("Asia/Shanghai"));
        return new DayRules(day, inForce, true, Optional.empty());
    }

    private static Decision<ClassWeek> hold(ClassWeek week, int grade, Reservation... wanted) {
        return BudgetRules.hold(
                week,
                List.of(wanted),
                List.of(wanted).stream()
                        .map(Reservation::day)
                        .distinct()
                        .collect(Collectors.toMap(day -> day, day -> rules(day, grade))));
    }

    private static ClassWeek held(ClassWeek week, int grade, Reservation... wanted) {
        return ((Decision.Accepted<ClassWeek>) hold(week, grade, wanted)).next();
    }

    private static Rejection refused(Decision<ClassWeek> decision) {
        return ((Decision.Rejected<ClassWeek>) decision).rejection();
    }

    @ParameterizedTest
    @CsvSource({
        "5, 59, true",
        "5, 60, true",
        "5, 61, false",
        "8, 90, true",
        "8, 91, false",
        "1, 0, true",
        "1, 1, false",
        "11, 600, true"
    })
    void written_homework_of_a_day_keeps_the_limit_of_its_grade(int grade, long written, boolean accepted) {
        var decision = hold(EMPTY, grade, asks("a", MONDAY, Math.max(1, written), written));
        assertThat(decision instanceof Decision.Accepted).isEqualTo(accepted);
    }

    @Test
    void the_sum_over_all_subjects_counts_and_the_refusal_names_who_holds_it() {
        var week = EMPTY;
        for (int i = 0; i < 4; i++) {
            week = held(week, 5, asks("a" + i, MONDAY, 15, 15));
        }
        var rejection = refused(hold(week, 5, asks("b", MONDAY, 15, 15)));
        assertThat(rejection.slug()).isEqualTo("homework-minutes-spent");
        assertThat(rejection.facts())
                .containsEntry("rule", "HW-G3-6")
                .containsEntry("day", "2026-11-23")
                .containsEntry("minutesHeld", 60L)
                .containsEntry("minutesAsked", 15L)
                .containsKey("cite");
        assertThat(((List<?>) rejection.facts().get("heldBy"))
                        .stream().map(holder -> String.valueOf(((Map<?, ?>) holder).get("teacherId"))))
                .containsExactly("t-a0", "t-a1", "t-a2", "t-a3");
        assertThat(hold(week, 5, asks("b", MONDAY.plusDays(1), 15, 15))).isInstanceOf(Decision.Accepted.class);
        assertThat(hold(week, 5, asks("b", MONDAY, 30, 0))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void a_repeat_takes_nothing_more_and_another_attempt_replaces_it() {
        var week = held(EMPTY, 5, asks("a", MONDAY, 40, 40));
        assertThat(hold(week, 5, asks("a", MONDAY, 40, 40))).isInstanceOf(Decision.Unchanged.class);
        var again = new Reservation("a", 2, MONDAY, 60, 60, "数学", "t-a", List.of(), UNTIL);
        assertThat(held(week, 5, again).reservations()).containsExactly(again);
    }

    @Test
    void a_slow_attempt_takes_nothing_from_a_later_one() {
        var later = new Reservation("a", 2, MONDAY, 30, 30, "数学", "t-a", List.of(), UNTIL);
        var week = held(EMPTY, 5, later);
        assertThat(refused(hold(week, 5, asks("a", MONDAY, 40, 40))).slug()).isEqualTo("busy");
    }

    @Test
    void who_gives_an_old_attempt_back_leaves_a_later_one() {
        var again = new Reservation("a", 2, MONDAY, 30, 30, "数学", "t-a", List.of(), UNTIL);
        var week = held(held(EMPTY, 5, asks("a", MONDAY, 40, 40)), 5, again);
        assertThat(BudgetRules.release(week, "a", 1)).isInstanceOf(Decision.Unchanged.class);
        assertThat(BudgetRules.keep(week, "a", 1)).isInstanceOf(Decision.Unchanged.class);
        var released = (Decision.Accepted<ClassWeek>) BudgetRules.release(week, "a", 2);
        assertThat(released.next().reservations()).isEmpty();
        assertThat(released.next().dueAt()).isNull();
    }

    @Test
    void what_is_kept_is_settled_no_more() {
        var week = held(EMPTY, 5, asks("a", MONDAY, 40, 40));
        assertThat(week.dueAt()).isEqualTo(UNTIL);
        assertThat(BudgetRules.overdue(week, UNTIL.minusMillis(1))).isEmpty();
        assertThat(BudgetRules.overdue(week, UNTIL)).hasSize(1);
        var kept = ((Decision.Accepted<ClassWeek>) BudgetRules.keep(week, "a", 1)).next();
        assertThat(kept.dueAt()).isNull();
        assertThat(BudgetRules.overdue(kept, UNTIL)).isEmpty();
        assertThat(BudgetRules.keep(kept, "a", 1)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void two_halves_of_a_class_have_the_day_each_for_themselves() {
        var week = held(EMPTY, 5, asks("a", MONDAY, 40, 40, "xiaoming"));
        week = held(week, 5, asks("b", MONDAY, 40, 40, "xiaohong"));
        assertThat(week.burden(MONDAY, List.of(), Reservation::minutes)).isEqualTo(40);
        assertThat(refused(hold(week, 5, asks("c", MONDAY, 30, 30))).slug()).isEqualTo("homework-minutes-spent");
        assertThat(hold(week, 5, asks("c", MONDAY, 20, 20))).isInstanceOf(Decision.Accepted.class);
        assertThat(refused(hold(week, 5, asks("c", MONDAY, 30, 30, "xiaoming", "xiaogang")))
                        .slug())
                .isEqualTo("homework-minutes-spent");
        assertThat(hold(week, 5, asks("c", MONDAY, 60, 60, "xiaogang"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void a_day_without_homework_of_the_school_takes_none() {
        var free = new DayRules(MONDAY, rules(MONDAY, 11).inForce(), true, Optional.of("无作业日"));
        var rejection = refused(BudgetRules.hold(EMPTY, List.of(asks("a", MONDAY, 5, 0)), Map.of(MONDAY, free)));
        assertThat(rejection.slug()).isEqualTo("no-homework-day");
        assertThat(rejection.facts()).containsEntry("reason", "无作业日");
    }

    @Test
    void the_days_left_without_homework_are_counted_by_the_week() {
        var week = EMPTY;
        for (int i = 0; i < 5; i++) {
            week = held(week, 8, asks("a" + i, MONDAY.plusDays(i), 10, 10));
        }
        assertThat(BudgetRules.freeDays(EMPTY)).isEqualTo(7);
        assertThat(BudgetRules.freeDays(week)).isEqualTo(2);
    }

    @Test
    void a_week_holds_a_bounded_number_of_pieces() {
        var full = EMPTY.with(IntStream.range(0, ClassWeek.RESERVATIONS_MAX)
                .mapToObj(i -> asks("a" + i, MONDAY, 0, 0))
                .toList());
        assertThat(refused(hold(full, 11, asks("b", MONDAY, 1, 0))).slug()).isEqualTo("homework-week-full");
    }
}
