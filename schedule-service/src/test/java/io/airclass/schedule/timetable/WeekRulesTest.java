package io.airclass.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.airclass.contracts.Stage;
import io.airclass.schedule.bells.BellSchedule;
import io.airclass.schedule.bells.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekRulesTest {
    private static final LocalDate MARCH = LocalDate.of(2027, 3, 1);
    private static final List<BellSchedule> BELLS =
            List.of(bells("10-01", "04-30", LocalTime.of(14, 0)), bells("05-01", "09-30", LocalTime.of(14, 30)));

    private static BellSchedule bells(String from, String until, LocalTime afternoon) {
        return new BellSchedule(
                "作息", null, from, until, List.of(new Period(1, "第一节", afternoon, afternoon.plusMinutes(40))));
    }

    private static Slot slot(int period, Mode mode, String means) {
        return new Slot(
                DayOfWeek.MONDAY,
                period,
                LocalTime.MIN,
                LocalTime.MAX,
                "语文",
                "t-1",
                "",
                mode,
                means,
                Use.LESSON,
                WeekPattern.ALL,
                "",
                "",
                false,
                null,
                null);
    }

    @Test
    void a_lesson_without_times_has_those_of_each_season_it_goes_through() {
        var last = LocalDate.of(2027, 7, 9);

        assertThat(WeekRules.timed(slot(1, Mode.CLASSROOM, ""), BELLS, Stage.JUNIOR, MARCH, last)
                        .orElseThrow())
                .extracting(Slot::start, Slot::from, Slot::until)
                .containsExactly(
                        tuple(LocalTime.of(14, 0), null, LocalDate.of(2027, 4, 30)),
                        tuple(LocalTime.of(14, 30), LocalDate.of(2027, 5, 1), null));
        assertThat(WeekRules.timed(slot(1, Mode.CLASSROOM, ""), BELLS, Stage.JUNIOR, MARCH, MARCH.plusDays(20))
                        .orElseThrow())
                .singleElement()
                .matches(one -> !one.isSeasonal());
    }

    @Test
    void a_period_without_a_bell_on_some_day_has_no_times() {
        assertThat(WeekRules.timed(slot(2, Mode.CLASSROOM, ""), BELLS, Stage.JUNIOR, MARCH, MARCH))
                .isEmpty();
        assertThat(WeekRules.timed(
                        slot(1, Mode.CLASSROOM, ""), BELLS.subList(0, 1), Stage.JUNIOR, MARCH, MARCH.plusMonths(3)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} → warned {2}")
    @CsvSource({
        "SCHOOL_LIVE, '', true",
        "SCHOOL_LIVE, 纸质学案, false",
        "CENTRAL_LIVE, '', true",
        "ON_DEMAND, res-1, true",
        "TV, CETV-4, false",
        "SELF_STUDY, 任务单, false",
        "AUDIO_ONLY, '', false",
        "CLASSROOM, '', false"
    })
    void where_some_have_no_network_a_lesson_on_a_screen_names_another_way(Mode mode, String means, boolean warned) {
        var week = new Week(MARCH, MARCH.plusDays(6), true, "", List.of(slot(1, mode, means)));

        assertThat(!WeekRules.withoutAlternative(week).isEmpty()).isEqualTo(warned);
    }
}
