package io.airclass.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.roster.TermChangedV1;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchoolDayTest {
    private static final List<String> WITHIN = List.of("root", "xingyi", "school-1");
    private static final LocalDate NATIONAL_DAY = LocalDate.parse("2026-10-01");
    /** A Saturday. */
    private static final LocalDate TENTH = LocalDate.parse("2026-10-10");

    private static final TermChangedV1 AUTUMN = term("term-1", "root", "2026-09-01", "2027-01-20");

    private static TermChangedV1 term(String id, String orgId, String first, String last) {
        return new TermChangedV1(id, orgId, "第一学期", LocalDate.parse(first), LocalDate.parse(last), "2026-2027", false);
    }

    private static CalendarChangedV1 calendar(String orgId, CalendarDay... days) {
        return new CalendarChangedV1(orgId, "2026-2027", List.of(days));
    }

    private static CalendarDay holiday(LocalDate date) {
        return new CalendarDay(date, CalendarDayKind.HOLIDAY, null, "国庆节");
    }

    private static CalendarDay adjusted(LocalDate date, DayOfWeek as) {
        return new CalendarDay(date, CalendarDayKind.ADJUSTED, as, "调休上课");
    }

    private static SchoolDay day(LocalDate date, CalendarChangedV1... calendars) {
        return SchoolDay.of(date, WITHIN, List.of(calendars), List.of(AUTUMN));
    }

    @Test
    void a_holiday_has_no_lessons_and_an_adjusted_saturday_those_of_the_named_weekday() {
        var golden = calendar("xingyi", holiday(NATIONAL_DAY), adjusted(TENTH, DayOfWeek.THURSDAY));

        var first = day(NATIONAL_DAY, golden);
        assertThat(first.schoolDay()).isFalse();
        assertThat(first.weekdayTimetable()).isNull();
        assertThat(first.origin()).isEqualTo("xingyi");
        var tenth = day(TENTH, golden);
        assertThat(tenth.schoolDay()).isTrue();
        assertThat(tenth.weekdayTimetable()).isEqualTo(DayOfWeek.THURSDAY);
        var saturday = day(TENTH.plusWeeks(1), golden);
        assertThat(saturday.schoolDay()).isFalse();
        assertThat(saturday.weekdayTimetable()).isEqualTo(DayOfWeek.SATURDAY);
        assertThat(saturday.exception()).isNull();
        assertThat(day(TENTH.plusDays(2), golden).schoolDay()).isTrue();
    }

    @Test
    void the_nearest_that_says_something_of_the_day_holds_and_others_are_not_heard() {
        var above = calendar("root", holiday(NATIONAL_DAY), holiday(TENTH));
        var own = calendar("school-1", adjusted(NATIONAL_DAY, DayOfWeek.MONDAY));
        var neighbour = calendar("school-2", adjusted(TENTH, DayOfWeek.MONDAY));

        var first = day(NATIONAL_DAY, own, above, neighbour);
        assertThat(first.origin()).isEqualTo("school-1");
        assertThat(first.weekdayTimetable()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(day(TENTH, own, above, neighbour).origin()).isEqualTo("root");
    }

    /** The first of September 2026 is a Tuesday. */
    @ParameterizedTest
    @CsvSource({"2026-09-01,1", "2026-09-06,1", "2026-09-07,2", "2026-12-31,18", "2027-01-01,18", "2027-01-20,21"})
    void weeks_begin_on_monday_and_the_first_has_the_first_day(LocalDate date, int week) {
        assertThat(day(date).weekNumber()).contains(week);
    }

    @Test
    void outside_any_term_there_is_no_week_and_no_school_unless_somebody_says_so() {
        LocalDate winter = LocalDate.parse("2027-01-21");
        assertThat(day(winter.minusDays(1)).schoolDay()).isTrue();
        assertThat(day(winter).schoolDay()).isFalse();
        assertThat(day(winter).weekNumber()).isEmpty();
        assertThat(day(winter, calendar("root", adjusted(winter, DayOfWeek.MONDAY)))
                        .schoolDay())
                .isTrue();
        assertThat(SchoolDay.of(winter, WITHIN, List.of(), List.of()).schoolDay())
                .as("where no terms are known, every workday is one")
                .isTrue();
    }

    @Test
    void the_deepest_with_terms_of_its_own_has_its_own_weeks() {
        var own = term("term-9", "school-1", "2026-09-14", "2027-01-20");
        var day = SchoolDay.of(LocalDate.parse("2026-09-14"), WITHIN, List.of(), List.of(AUTUMN, own));
        assertThat(day.weekNumber()).contains(1);
        assertThat(SchoolDay.of(LocalDate.parse("2026-09-10"), WITHIN, List.of(), List.of(AUTUMN, own))
                        .term())
                .isNull();
    }

    @Test
    void a_school_year_begins_in_august() {
        assertThat(SchoolDay.schoolYearOf(LocalDate.parse("2026-07-31"))).isEqualTo("2025-2026");
        assertThat(SchoolDay.schoolYearOf(LocalDate.parse("2026-08-01"))).isEqualTo("2026-2027");
    }
}
