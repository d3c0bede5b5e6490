package io.airclass.homework.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.store.Stored;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** The days without homework of a school as they are read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FreeDaysView(
        String schoolId,
        List<DayOfWeek> weekdays,
        List<LocalDate> dates,
        LocalDate from,
        LocalDate until,
        String reason) {
    static FreeDaysView of(Stored<FreeDays> stored) {
        var days = stored.value();
        return new FreeDaysView(stored.id(), days.weekdays(), days.dates(), days.from(), days.until(), days.reason());
    }
}
