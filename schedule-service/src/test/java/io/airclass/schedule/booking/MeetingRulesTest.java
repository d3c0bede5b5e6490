package io.airclass.schedule.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeetingRulesTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 7);
    private static final ResourceKey CLASS = ResourceKey.schoolClass("class-1", MONDAY);

    private static Booking weekly(String holder, String start, String end, LocalDate... days) {
        return new Booking(
                holder,
                1,
                "",
                true,
                days[0].getDayOfWeek(),
                YearWeeks.of(List.of(days)),
                null,
                3,
                LocalTime.parse(start),
                LocalTime.parse(end),
                "物理",
                "",
                false,
                false);
    }

    private static List<Clash> clashes(Booking one, Booking other, LocalDate from) {
        return clashes(of(one), of(other), from);
    }

    private static List<Clash> clashes(Resource one, Resource other, LocalDate from) {
        return MeetingRules.clashes(CLASS, one, other, from, 10);
    }

    private static Resource of(Booking... bookings) {
        return new Resource(List.of(bookings), List.of());
    }

    private static Booking on(String holder, String start, String end, LocalDate day) {
        var weekly = weekly(holder, start, end, day);
        return new Booking(
                holder,
                1,
                "change-1",
                true,
                weekly.weekday(),
                weekly.weeks(),
                day,
                4,
                weekly.start(),
                weekly.end(),
                "物理",
                "",
                false,
                false);
    }

    private static Release free(String holder, LocalDate day) {
        return new Release(holder, 1, "change-1", true, day, 3);
    }

    @ParameterizedTest
    @CsvSource({"09:20, 10:00, 0", "09:20, 10:01, 1", "10:39, 11:00, 1", "10:40, 11:20, 0", "10:10, 10:20, 1"})
    void they_meet_where_they_share_a_minute(String start, String end, int expected) {
        var broadcast = weekly("broadcast-1", "10:00", "10:40", MONDAY);
        assertThat(clashes(broadcast, weekly("class-1", start, end, MONDAY), MONDAY))
                .hasSize(expected);
    }

    @Test
    void weeks_that_are_over_meet_nothing_and_the_first_day_is_one_to_come() {
        var broadcast = weekly("broadcast-1", "10:00", "10:40", MONDAY, MONDAY.plusWeeks(1), MONDAY.plusWeeks(3));
        var own = weekly("class-1", "10:00", "10:40", MONDAY, MONDAY.plusWeeks(1), MONDAY.plusWeeks(3));
        assertThat(clashes(broadcast, own, MONDAY.minusMonths(2)))
                .singleElement()
                .satisfies(clash -> assertThat(clash.firstDay()).isEqualTo(MONDAY));
        assertThat(clashes(broadcast, own, MONDAY.plusWeeks(2)))
                .singleElement()
                .satisfies(clash -> assertThat(clash.firstDay()).isEqualTo(MONDAY.plusWeeks(3)));
        assertThat(clashes(broadcast, own, MONDAY.plusWeeks(4))).isEmpty();
        assertThat(clashes(broadcast, own, MONDAY.plusYears(1))).isEmpty();
    }

    @Test
    void other_weekdays_and_other_weeks_do_not_meet() {
        var broadcast = weekly("broadcast-1", "10:00", "10:40", MONDAY);
        assertThat(clashes(broadcast, weekly("class-1", "10:00", "10:40", MONDAY.plusDays(1)), MONDAY))
                .isEmpty();
        assertThat(clashes(broadcast, weekly("class-1", "10:00", "10:40", MONDAY.plusWeeks(1)), MONDAY))
                .isEmpty();
    }

    @Test
    void no_more_are_told_than_asked_for() {
        var broadcast = weekly("broadcast-1", "10:00", "10:40", MONDAY);
        var own = weekly("class-1", "10:00", "10:40", MONDAY);
        assertThat(MeetingRules.clashes(CLASS, of(broadcast), of(own, own, own), MONDAY, 2))
                .hasSize(2);
    }

    @Test
    void a_day_on_which_either_is_cancelled_meets_nothing() {
        var broadcast = weekly("broadcast-1", "10:00", "10:40", MONDAY, MONDAY.plusWeeks(1));
        var own = weekly("class-1", "10:00", "10:40", MONDAY, MONDAY.plusWeeks(1));
        var cancelledHere = new Resource(List.of(own), List.of(free("class-1", MONDAY)));
        var cancelledThere = new Resource(List.of(broadcast), List.of(free("broadcast-1", MONDAY.plusWeeks(1))));
        assertThat(clashes(of(broadcast), cancelledHere, MONDAY))
                .singleElement()
                .satisfies(clash -> assertThat(clash.firstDay()).isEqualTo(MONDAY.plusWeeks(1)));
        assertThat(clashes(cancelledThere, cancelledHere, MONDAY)).isEmpty();
        assertThat(clashes(
                        of(broadcast),
                        new Resource(
                                List.of(own), List.of(free("group-1", MONDAY), free("class-1", MONDAY.plusDays(1)))),
                        MONDAY))
                .as("of another, and of another day")
                .singleElement()
                .satisfies(clash -> assertThat(clash.firstDay()).isEqualTo(MONDAY));
    }

    @Test
    void a_lesson_that_is_moved_meets_what_is_there_on_its_new_day_and_nothing_on_its_old_one() {
        var tuesday = MONDAY.plusDays(1);
        var broadcast = weekly("broadcast-1", "10:00", "10:40", tuesday, tuesday.plusWeeks(1));
        var moved = new Resource(
                List.of(weekly("class-1", "10:00", "10:40", MONDAY), on("class-1", "10:20", "11:00", tuesday)),
                List.of(free("class-1", MONDAY)));
        assertThat(clashes(of(broadcast), moved, MONDAY)).singleElement().satisfies(clash -> {
            assertThat(clash.firstDay()).isEqualTo(tuesday);
            assertThat(clash.otherPeriod()).isEqualTo(4);
        });
        assertThat(clashes(of(broadcast), moved, tuesday.plusDays(1)))
                .as("it is over")
                .isEmpty();
        assertThat(clashes(of(on("broadcast-1", "10:00", "10:40", tuesday)), moved, MONDAY))
                .as("both on a single day")
                .hasSize(1);
        var away =
                new Resource(List.of(broadcast), List.of(new Release("broadcast-1", 1, "change-2", true, tuesday, 3)));
        assertThat(clashes(away, moved, MONDAY)).isEmpty();
    }
}
