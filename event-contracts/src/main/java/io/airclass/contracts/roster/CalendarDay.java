package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.required;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.MayBeAbsent;
import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * What an organisation says of one day.
 *
 * @param asWeekday whose lessons are held on an adjusted day; absent on a holiday
 * @param name of the day, for example 国庆节
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CalendarDay(
        LocalDate date, CalendarDayKind kind, @MayBeAbsent DayOfWeek asWeekday, String name) {
    public CalendarDay {
        required("date", date);
        required("kind", kind);
        required("name", name);
    }
}
