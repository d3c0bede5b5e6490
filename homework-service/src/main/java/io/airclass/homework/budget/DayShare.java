package io.airclass.homework.budget;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;

/**
 * How much of a piece of homework is to be done on one day.
 *
 * @param day as the school counts days
 */
public record DayShare(
        @NotNull LocalDate day,
        @NotNull @Min(0) @Max(MINUTES_MAX) Integer minutes) {
    public static final long MINUTES_MAX = 600;
}
