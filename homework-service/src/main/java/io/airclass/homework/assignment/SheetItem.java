package io.airclass.homework.assignment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * One thing to do of a task sheet (任务单).
 *
 * @param written whether it is written; only such count as written homework
 */
public record SheetItem(
        @NotBlank @Size(max = 200) String text,
        @NotNull @Min(1) @Max(600) Integer minutes,
        boolean written) {}
