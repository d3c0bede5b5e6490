package io.airclass.schedule.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookingRulesTest {
    private static final String YEAR = "2026-2027";
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 7);
    private static final ResourceKey WANG = ResourceKey.teacher("wang", MONDAY);

    private static Booking weekly(String holder, LocalDate day, int start, int end, LocalDate... weeks) {
        var days = new ArrayList<>(List.of(weeks));
        days.add(day);
        return booking(holder, day, null, YearWeeks.of(days), start, end);
    }

    private static Booking single(String holder, LocalDate day, int start, int end) {
        return booking(holder, day, day, YearWeeks.of(day), start, end);
    }

    private static Booking booking(String holder, LocalDate day, LocalDate date, YearWeeks weeks, int start, int end) {
        return new Booking(
                holder,
                1,
                "attempt-" + holder,
                true,
                day.getDayOfWeek(),
                weeks,
                date,
                1,
                LocalTime.of(8, 0).plusMinutes(start),
                LocalTime.of(8, 0).plusMinutes(end),
                "语文",
                "",
                false,
                false);
    }

    private static Booking with(Booking one, String joint, boolean overlay, boolean open) {
        return new Booking(
                one.holderId(),
                one.number(),
                one.attempt(),
                one.kept(),
                one.weekday(),
                one.weeks(),
                one.date(),
                one.period(),
                one.start(),
                one.end(),
                one.subject(),
                joint,
                overlay,
                open);
    }

    @ParameterizedTest(name = "{0}–{1} beside 0–40 → {2}")
    @CsvSource({"40, 80, false", "39, 79, true", "-40, 0, false", "-40, 1, true", "10, 20, true", "-10, 50, true"})
    void times_meet_when_they_share_a_minute(int start, int end, boolean meet) {
        assertThat(BookingRules.meet(YEAR, weekly("c-1", MONDAY, 0, 40), weekly("c-2", MONDAY, start, end), List.of())
                        .isPresent())
                .isEqualTo(meet);
    }

    @Test
    void odd_and_even_weeks_do_not_meet_and_the_first_common_day_is_told() {
        var odd = weekly("c-1", MONDAY, 0, 40, MONDAY.plusWeeks(2), MONDAY.plusWeeks(4));
        var even = weekly("c-2", MONDAY.plusWeeks(1), 0, 40, MONDAY.plusWeeks(3));

        assertThat(BookingRules.meet(YEAR, odd, even, List.of())).isEmpty();
        assertThat(BookingRules.meet(
                        YEAR, odd, weekly("c-3", MONDAY.plusWeeks(1), 0, 40, MONDAY.plusWeeks(4)), List.of()))
                .contains(MONDAY.plusWeeks(4));
        assertThat(BookingRules.meet(YEAR, odd, weekly("c-3", MONDAY.plusDays(1), 0, 40), List.of()))
                .isEmpty();
    }

    @Test
    void a_single_time_meets_a_weekly_one_on_its_day_unless_that_was_released() {
        var weekly = weekly("c-1", MONDAY, 0, 40, MONDAY.plusWeeks(1));

        assertThat(BookingRules.meet(YEAR, weekly, single("c-2", MONDAY.plusWeeks(1), 0, 40), List.of()))
                .contains(MONDAY.plusWeeks(1));
        assertThat(BookingRules.meet(YEAR, weekly, single("c-2", MONDAY.plusWeeks(2), 0, 40), List.of()))
                .isEmpty();
        assertThat(BookingRules.meet(
                        YEAR,
                        weekly,
                        single("c-2", MONDAY, 0, 40),
                        List.of(new Release("c-1", 1, "a", true, MONDAY, 1))))
                .isEmpty();
        assertThat(BookingRules.meet(
                        YEAR,
                        weekly,
                        single("c-2", MONDAY, 0, 40),
                        List.of(new Release("c-1", 1, "a", false, MONDAY, 1))))
                .contains(MONDAY);
        assertThat(BookingRules.meet(
                        YEAR, single("c-1", MONDAY, 0, 40), single("c-2", MONDAY.plusWeeks(1), 0, 40), List.of()))
                .isEmpty();
    }

    @Test
    void a_joint_lesson_does_not_clash_with_itself() {
        var one = with(weekly("c-1", MONDAY, 0, 40), "合班一", false, false);

        assertThat(BookingRules.tolerate(one, with(weekly("c-2", MONDAY, 0, 40), "合班一", false, false), Set.of()))
                .isTrue();
        assertThat(BookingRules.tolerate(one, with(weekly("c-2", MONDAY, 0, 40), "合班二", false, false), Set.of()))
                .isFalse();
        assertThat(BookingRules.tolerate(one, weekly("c-2", MONDAY, 0, 40), Set.of()))
                .isFalse();
    }

    @Test
    void groups_overlay_open_times_and_each_other_unless_they_share_a_student() {
        var group = with(weekly("group-1", MONDAY, 0, 40), "", true, false);
        var other = with(weekly("group-2", MONDAY, 0, 40), "", true, false);

        assertThat(BookingRules.tolerate(group, with(weekly("c-1", MONDAY, 0, 40), "", false, true), Set.of()))
                .isTrue();
        assertThat(BookingRules.tolerate(group, weekly("c-1", MONDAY, 0, 40), Set.of()))
                .isFalse();
        assertThat(BookingRules.tolerate(group, other, Set.of())).isTrue();
        assertThat(BookingRules.tolerate(group, other, Set.of(Set.of("group-1", "group-2"))))
                .isFalse();
    }

    private static Booking claim(String attempt, int number, int start, int end) {
        return new Booking(
                "c-1",
                number,
                attempt,
                false,
                DayOfWeek.MONDAY,
                YearWeeks.of(MONDAY),
                null,
                1,
                LocalTime.of(8, 0).plusMinutes(start),
                LocalTime.of(8, 0).plusMinutes(end),
                "数学",
                "",
                false,
                false);
    }

    private static Wish wish(String attempt, int number, Booking... wanted) {
        return new Wish(
                attempt, Map.of("c-1", number), Map.of(), Set.of(), Map.of(WANG, List.of(wanted)), Map.of(), Set.of());
    }

    @Test
    void what_a_holder_had_before_is_not_in_the_way_of_what_it_wants_now() {
        var taken = new Resource(List.of(weekly("c-1", MONDAY, 0, 40)), List.of());
        var wanted = claim("new", 2, 10, 50);
        var wish = wish("new", 2, wanted);

        assertThat(BookingRules.meetings(WANG, taken, wish)).isEmpty();
        var claimed = BookingRules.claimed(WANG, taken, wish);
        assertThat(claimed.bookings()).hasSize(2);
        assertThat(BookingRules.claimed(WANG, claimed, wish)).isEqualTo(claimed);
        assertThat(BookingRules.without(claimed, "new")).isEqualTo(taken);
        var kept = BookingRules.kept(claimed, wish);
        assertThat(kept.bookings()).containsExactly(wanted.keep());
        assertThat(BookingRules.kept(kept, wish)).isEqualTo(kept);
        assertThat(BookingRules.without(kept, "new")).isEqualTo(kept);
    }

    @Test
    void a_replica_that_comes_late_changes_nothing_any_more() {
        var second = wish("second", 2, claim("second", 2, 0, 40));
        var kept = BookingRules.kept(BookingRules.claimed(WANG, Resource.FREE, second), second);

        assertThat(BookingRules.claimed(WANG, kept, second)).isEqualTo(kept);
        var third = wish("third", 3);
        var freed = BookingRules.kept(BookingRules.claimed(WANG, kept, third), third);
        assertThat(freed.bookings()).isEmpty();
        assertThat(BookingRules.kept(freed, second)).isEqualTo(freed);
        var newer = wish("newer", 3, claim("newer", 3, 60, 100));
        var now = BookingRules.kept(BookingRules.claimed(WANG, freed, newer), newer);
        assertThat(BookingRules.kept(now, second)).isEqualTo(now);
    }

    private static Booking dated(String attempt, int number, int start) {
        return new Booking(
                "c-1",
                number,
                attempt,
                false,
                DayOfWeek.MONDAY,
                YearWeeks.of(MONDAY),
                MONDAY,
                1,
                LocalTime.of(8, 0).plusMinutes(start),
                LocalTime.of(8, 40).plusMinutes(start),
                "数学",
                "",
                false,
                false);
    }

    private static Wish change(String attempt, int number, Set<Wish.Day> back, Booking... wanted) {
        return new Wish(
                attempt,
                Map.of(),
                Map.of("c-1", number),
                back,
                Map.of(WANG, List.of(wanted)),
                Map.of(WANG, List.of(new Release("c-1", number, attempt, false, MONDAY, 1))),
                Set.of());
    }

    @Test
    void what_a_change_claimed_and_never_kept_is_gone_when_the_next_one_of_the_timetable_is_kept() {
        var first = change("first", 1, Set.of(), dated("first", 1, 60));
        var claimed = BookingRules.claimed(WANG, Resource.FREE, first);
        var second = change("second", 2, Set.of());

        var kept = BookingRules.kept(BookingRules.claimed(WANG, claimed, second), second);

        assertThat(kept.bookings()).isEmpty();
        assertThat(BookingRules.kept(kept, first)).isEqualTo(kept);
    }

    @Test
    void a_lesson_that_is_back_in_its_weekly_time_holds_no_day_of_its_own() {
        var weekly = weekly("c-1", MONDAY, 0, 40);
        var taken = new Resource(List.of(weekly), List.of(new Release("c-1", 1, "cancelled", true, MONDAY, 1)));
        var back = change("back", 2, Set.of(new Wish.Day(MONDAY, 1)), dated("back", 2, 0));
        assertThat(BookingRules.meetings(WANG, taken, back)).isEmpty();

        var kept = BookingRules.kept(BookingRules.claimed(WANG, taken, back), back);

        assertThat(kept).isEqualTo(new Resource(List.of(weekly), List.of()));
        assertThat(BookingRules.kept(kept, back)).isEqualTo(kept);
    }

    @Test
    void whether_times_meet_is_what_counting_days_and_minutes_says() {
        var random = new Random(20260907);
        for (int i = 0; i < 20_000; i++) {
            var a = some(random, "c-1");
            var b = some(random, "c-2");
            assertThat(BookingRules.meet(YEAR, a, b, List.of()))
                    .as("%s %s", a, b)
                    .isEqualTo(MONDAY.datesUntil(MONDAY.plusWeeks(6))
                            .filter(day -> takesPlace(a, day) && takesPlace(b, day) && shareAMinute(a, b))
                            .findFirst());
        }
    }

    private static Booking some(Random random, String holder) {
        int start = random.nextInt(0, 60);
        int end = start + random.nextInt(1, 50);
        var day = MONDAY.plusDays(random.nextInt(0, 42));
        return random.nextBoolean()
                ? single(holder, day, start, end)
                : weekly(
                        holder,
                        day,
                        start,
                        end,
                        random.ints(random.nextInt(0, 4), 0, 6)
                                .mapToObj(week -> MONDAY.plusWeeks(week).with(day.getDayOfWeek()))
                                .toArray(LocalDate[]::new));
    }

    private static boolean takesPlace(Booking one, LocalDate day) {
        return one.date() == null
                ? one.weekday() == day.getDayOfWeek() && one.weeks().has(day)
                : one.date().equals(day);
    }

    private static boolean shareAMinute(Booking a, Booking b) {
        for (var minute = a.start(); minute.isBefore(a.end()); minute = minute.plusMinutes(1)) {
            if (!minute.isBefore(b.start()) && minute.isBefore(b.end())) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @CsvSource({"2026-08-01, 0", "2026-08-02, 0", "2026-08-03, 1", "2027-07-31, 52", "2028-07-31, 53"})
    void each_week_of_a_school_year_has_a_bit_of_its_own(LocalDate day, int bit) {
        assertThat(YearWeeks.of(day).bits()).isEqualTo(1L << bit);
        assertThat(YearWeeks.lastDay(day).getMonthValue()).isEqualTo(7);
    }
}
