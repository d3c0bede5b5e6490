package io.airclass.homework.budget;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/**
 * The days on which a school has no homework.
 *
 * @param weekdays every week; may be absent
 * @param dates single ones; may be absent
 * @param until the last day on which this holds; absent where no end is known
 * @param reason as teachers are told it
 */
record FreeDaysRequest(
        @Size(max = 6) List<@NotNull DayOfWeek> weekdays,
        @Size(max = DATES_MAX) List<@NotNull LocalDate> dates,
        @NotNull LocalDate from,
        LocalDate until,
        @NotBlank @Size(max = REASON_CHARS_MAX) String reason) {
    static final int DATES_MAX = 100;
    static final int REASON_CHARS_MAX = 200;

    FreeDaysRequest {
        weekdays = weekdays == null ? List.of() : weekdays.stream().distinct().toList();
        dates = dates == null ? List.of() : dates.stream().distinct().toList();
    }
}
