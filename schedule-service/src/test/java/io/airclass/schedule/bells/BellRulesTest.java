package io.airclass.schedule.bells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.airclass.contracts.Stage;
import io.airclass.kit.problem.FieldError;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BellRulesTest {
    private static Period period(int number, String start, String end) {
        return new Period(number, "第" + number + "节", LocalTime.parse(start), LocalTime.parse(end));
    }

    private static BellSchedule schedule(Stage stage, String from, String until, Period... periods) {
        return new BellSchedule("作息", stage, from, until, List.of(periods));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "2026-09-30, 08:00",
        "2026-10-01, 08:30",
        "2026-12-31, 08:30",
        "2027-01-01, 08:30",
        "2027-04-30, 08:30",
        "2027-05-01, 08:00",
        "2028-02-29, 08:30"
    })
    void a_season_may_go_over_the_turn_of_the_year(LocalDate day, LocalTime start) {
        var bells = List.of(
                schedule(null, "05-01", "09-30", period(1, "08:00", "08:40")),
                schedule(null, "10-01", "04-30", period(1, "08:30", "09:10")));

        assertThat(BellRules.times(bells, Stage.JUNIOR, day, 1))
                .contains(new BellRules.Times(start, start.plusMinutes(40)));
        assertThat(BellRules.times(bells, Stage.JUNIOR, day, 2)).isEmpty();
    }

    @Test
    void a_stages_own_bells_go_before_those_of_all() {
        var bells = List.of(
                schedule(null, "01-01", "12-31", period(1, "08:20", "09:00")),
                schedule(Stage.SENIOR, "01-01", "12-31", period(1, "08:00", "08:40")));
        var day = LocalDate.of(2026, 9, 7);

        assertThat(BellRules.times(bells, Stage.SENIOR, day, 1).orElseThrow().start())
                .isEqualTo(LocalTime.of(8, 0));
        assertThat(BellRules.times(bells, Stage.PRIMARY, day, 1).orElseThrow().start())
                .isEqualTo(LocalTime.of(8, 20));
    }

    @Test
    void what_is_wrong_with_bells_is_told_where_it_stands() {
        var first = schedule(null, "01-01", "06-30", period(1, "08:00", "08:40"), period(2, "08:39", "09:20"));
        var second = schedule(null, "06-30", "12-31", period(2, "08:00", "08:00"));
        var third = schedule(Stage.PRIMARY, "02-30", "13-01", period(1, "08:00", "08:40"));
        var fourth = schedule(Stage.PRIMARY, "1-1", "12-31");

        assertThat(BellRules.faults(List.of(first, second, third, fourth)))
                .extracting(FieldError::pointer, FieldError::code)
                .containsExactly(
                        tuple("/schedules/0/periods/1/start", "period-times"),
                        tuple("/schedules/1", "season-twice"),
                        tuple("/schedules/1/periods/0/number", "period-number"),
                        tuple("/schedules/1/periods/0/start", "period-times"),
                        tuple("/schedules/2/from", "month-day"),
                        tuple("/schedules/3/from", "month-day"),
                        tuple("/schedules/3/periods", "period-count"));
    }
}
