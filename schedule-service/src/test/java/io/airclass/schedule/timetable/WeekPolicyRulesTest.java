package io.airclass.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.policy.Cohort;
import io.airclass.policy.Place;
import io.airclass.policy.Policies;
import io.airclass.policy.PolicyBook;
import io.airclass.policy.Regime;
import io.airclass.policy.RegimePeriod;
import io.airclass.policy.RegimeTimeline;
import io.airclass.policy.pack.ShippedPacks;
import io.airclass.schedule.timetable.WeekPolicyRules.Day;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekPolicyRulesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Policies SHIPPED = ShippedPacks.policies();
    private static final LocalDate SUNDAY = LocalDate.parse("2026-11-22");

    private static Week week(LocalDate from, String... times) {
        return new Week(
                from,
                from.plusDays(20),
                false,
                "",
                Arrays.stream(times)
                        .map(time -> time.split(" "))
                        .map(part -> Slot.weekly(
                                DayOfWeek.of(Integer.parseInt(part[0])),
                                1,
                                LocalTime.parse(part[1]),
                                LocalTime.parse(part[2]),
                                "语文",
                                "t-1",
                                ""))
                        .toList());
    }

    private static List<Day> inForce(Week week, String division, int grade, RegimePeriod... periods) {
        var place = Place.of(new Place.Org("bureau", division), new Place.Org("school"));
        var book = new PolicyBook(SHIPPED, Map.of("bureau", new RegimeTimeline(List.of(periods))));
        return WeekPolicyRules.typicalDays(week, Map.of(), _ -> List.of()).entrySet().stream()
                .map(day -> new Day(
                        day.getKey(),
                        day.getValue(),
                        book.at(
                                place,
                                Cohort.ofGrade(grade),
                                day.getKey()
                                        .atTime(day.getValue().getFirst().start())
                                        .atZone(SHANGHAI)
                                        .toInstant(),
                                SHANGHAI),
                        false))
                .toList();
    }

    private static RegimePeriod online(LocalDate from) {
        return new RegimePeriod(
                Optional.of(Regime.ONLINE), from.atStartOfDay(SHANGHAI).toInstant(), Optional.empty());
    }

    private static String rule(List<Day> days) {
        return WeekPolicyRules.broken(days, false).stream()
                .findFirst()
                .map(refusal -> refusal.facts().get("rule") + " "
                        + refusal.facts().get("value") + " " + refusal.facts().get("date"))
                .orElse(null);
    }

    @Test
    void each_weekday_is_judged_on_the_first_day_on_which_it_holds() {
        var week = week(SUNDAY.minusDays(3), "4 08:00 08:40", "4 08:55 09:35", "1 09:00 09:40");

        assertThat(WeekPolicyRules.typicalDays(week, Map.of(), _ -> List.of()))
                .containsOnlyKeys(SUNDAY.minusDays(3), SUNDAY.plusDays(1));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 1 08:00 08:40, 1 08:55 09:35, ",
        "7, 1 08:00 08:40, 1 08:54 09:34, TM-BREAK 14 2026-11-23",
        "7, 1 07:59 08:39, 1 08:55 09:35, SLP-SEC-FIRST 07:59 2026-11-23",
        "4, 1 08:20 09:00, 1 09:15 09:55, ",
        "4, 1 08:19 08:59, 1 09:15 09:55, SLP-PRI-FIRST 08:19 2026-11-23",
        "7, 1 08:00 08:40, 1 21:20 22:00, ",
        "7, 1 08:00 08:40, 1 21:20 22:01, SLP-JUN-BED 22:01 2026-11-23",
        "7, 1 08:00 08:40, 3 07:00 07:40, SLP-SEC-FIRST 07:00 2026-11-25"
    })
    void a_normal_day_keeps_its_first_bell_breaks_and_end(int grade, String first, String second, String broken) {
        var week = week(SUNDAY, first, second);

        assertThat(rule(inForce(week, "522301", grade))).isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 1 08:00 08:30, 1 08:45 09:15, ",
        "7, 1 08:00 08:30, 1 08:45 09:16, SCR-SEC-SITTING 31 2026-11-23",
        "4, 1 08:20 08:40, 1 08:55 09:15, ",
        "4, 1 08:20 08:40, 1 08:55 09:16, SCR-PRI-SITTING 21 2026-11-23"
    })
    void online_a_lesson_is_one_stretch_before_the_screen(int grade, String first, String second, String broken) {
        var week = week(SUNDAY, first, second);

        assertThat(rule(inForce(week, "522301", grade, online(SUNDAY)))).isEqualTo(broken);
        assertThat(rule(inForce(week, "522301", grade))).isNull();
    }

    @Test
    void online_all_lessons_of_a_day_count_together() {
        var six = new String[] {
            "1 08:20 08:40", "1 08:55 09:15", "1 09:30 09:50", "1 10:05 10:25", "1 10:40 11:00", "1 14:00 14:20"
        };
        var seven = Arrays.copyOf(six, 7);
        seven[6] = "1 14:35 14:36";

        assertThat(rule(inForce(week(SUNDAY, six), "522301", 4, online(SUNDAY))))
                .isNull();
        assertThat(rule(inForce(week(SUNDAY, seven), "522301", 4, online(SUNDAY))))
                .isEqualTo("SCR-MOE-PRI-DAY 121 2026-11-23");
    }

    @Test
    void the_regime_of_each_day_decides_about_that_day() {
        var week = week(SUNDAY, "1 08:00 08:40", "3 08:00 08:40");

        assertThat(rule(inForce(week, "522301", 7, online(SUNDAY.plusDays(2)))))
                .isEqualTo("SCR-SEC-SITTING 40 2026-11-25");
    }

    @Test
    void in_sichuan_and_in_anhui_in_march_2020_one_day_of_lessons_is_judged_by_each_provinces_rules() {
        var thursday = LocalDate.parse("2020-03-12");
        var six = week(
                thursday,
                "4 08:30 08:50",
                "4 09:10 09:30",
                "4 09:50 10:10",
                "4 10:30 10:50",
                "4 14:00 14:20",
                "4 14:40 15:00");

        assertThat(rule(inForce(six, "510104", 3, online(LocalDate.parse("2020-02-10")))))
                .isEqualTo("SC-LESSONS 6 2020-03-12");
        assertThat(rule(inForce(six, "340103", 3, online(LocalDate.parse("2020-02-10")))))
                .isEqualTo("AH-G3-6-DAY 120 2020-03-12");
    }

    @Test
    void a_week_without_lessons_breaks_nothing() {
        assertThat(WeekPolicyRules.broken(List.of(), false)).isEmpty();
    }
}
