package io.airclass.schedule.bells;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

/**
 * The periods of a season, as 夏令作息 from 05-01 to 09-30.
 *
 * @param stage for which it holds; absent where it holds for all that have none of their own
 * @param from first day of the season, as {@code 05-01}; may be later in the year than {@code until}, for a winter
 * @param until last day of the season, inclusive
 * @param periods by number
 */
public record BellSchedule(String name, @MayBeAbsent Stage stage, String from, String until, List<Period> periods) {
    boolean has(LocalDate day) {
        var first = MonthDay.parse("--" + from);
        var last = MonthDay.parse("--" + until);
        var one = MonthDay.from(day);
        return first.isAfter(last)
                ? !one.isBefore(first) || !one.isAfter(last)
                : !one.isBefore(first) && !one.isAfter(last);
    }
}
