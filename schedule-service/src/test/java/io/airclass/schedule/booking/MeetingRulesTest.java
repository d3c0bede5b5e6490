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
        return MeetingRules.clashes(CLASS, List.of(one), List.of(other), from, 10);
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
        assertThat(MeetingRules.clashes(CLASS, List.of(broadcast), List.of(own, own, own), MONDAY, 2))
                .hasSize(2);
    }
}
