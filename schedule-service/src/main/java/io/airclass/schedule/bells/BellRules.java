package io.airclass.schedule.bells;

import io.airclass.contracts.Stage;
import io.airclass.kit.problem.FieldError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which bells ring on a day, and what bells must be. */
public final class BellRules {
    static final int SCHEDULES_MAX = 20;
    static final int PERIODS_MAX = 20;
    static final int NAME_CHARS_MAX = 30;

    /** A leap year, so that every day of a season is asked. */
    private static final LocalDate SOME_YEAR = LocalDate.of(2024, 1, 1);

    private BellRules() {}

    /** When a period begins and ends. */
    public record Times(LocalTime start, LocalTime end) {}

    /** The season's schedule for a stage; one for all stages where the stage has none that day. */
    static Optional<BellSchedule> on(List<BellSchedule> schedules, Stage stage, LocalDate day) {
        return schedules.stream()
                .filter(schedule -> schedule.stage() == stage && schedule.has(day))
                .findFirst()
                .or(() -> schedules.stream()
                        .filter(schedule -> schedule.stage() == null && schedule.has(day))
                        .findFirst());
    }

    /** Empty where no bell rings for that period on that day. */
    public static Optional<Times> times(List<BellSchedule> schedules, Stage stage, LocalDate day, int period) {
        return on(schedules, stage, day).stream()
                .flatMap(schedule -> schedule.periods().stream())
                .filter(one -> one.number() == period)
                .map(one -> new Times(one.start(), one.end()))
                .findFirst();
    }

    /** What is wrong with bells; empty when nothing is. */
    static List<FieldError> faults(List<BellSchedule> schedules) {
        var faults = new ArrayList<FieldError>();
        for (int i = 0; i < schedules.size(); i++) {
            var at = "/schedules/" + i;
            var schedule = schedules.get(i);
            if (!isMonthDay(schedule.from())) {
                faults.add(new FieldError(at + "/from", "month-day", "a day of the year as 05-01"));
            } else if (!isMonthDay(schedule.until())) {
                faults.add(new FieldError(at + "/until", "month-day", "a day of the year as 09-30"));
            } else if (schedules.subList(0, i).stream().anyMatch(earlier -> meet(earlier, schedule))) {
                faults.add(new FieldError(at, "season-twice", "two schedules of one stage hold on the same day"));
            }
            periodFaults(at + "/periods", schedule.periods(), faults);
        }
        return faults;
    }

    private static void periodFaults(String at, List<Period> periods, List<FieldError> faults) {
        if (periods.isEmpty() || periods.size() > PERIODS_MAX) {
            faults.add(new FieldError(at, "period-count", "1 to 20 periods"));
        }
        for (int i = 0; i < periods.size(); i++) {
            var period = periods.get(i);
            if (period.number() != i + 1) {
                faults.add(new FieldError(
                        at + "/" + i + "/number", "period-number", "periods are numbered from 1 in the order of time"));
            }
            if (!period.start().isBefore(period.end())
                    || i > 0 && period.start().isBefore(periods.get(i - 1).end())) {
                faults.add(new FieldError(
                        at + "/" + i + "/start",
                        "period-times",
                        "a period ends after it begins, and begins when the one before has ended"));
            }
        }
    }

    private static boolean isMonthDay(String text) {
        try {
            return text.matches("\\d\\d-\\d\\d") && MonthDay.parse("--" + text) != null;
        } catch (DateTimeException none) {
            return false;
        }
    }

    private static boolean meet(BellSchedule a, BellSchedule b) {
        return Objects.equals(a.stage(), b.stage())
                && isMonthDay(a.from())
                && isMonthDay(a.until())
                && SOME_YEAR.datesUntil(SOME_YEAR.plusYears(1)).anyMatch(day -> a.has(day) && b.has(day));
    }
}
