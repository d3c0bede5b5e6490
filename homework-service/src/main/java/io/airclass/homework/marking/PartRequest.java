package io.airclass.homework.marking;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/**
 * What one question is given.
 *
 * @param part counts the questions of the homework, from 1
 * @param attempt which the teacher looked at: another one that came meanwhile is not marked unseen
 * @param comment may be absent
 */
record PartRequest(
        @NotNull @Min(1) Long part,
        @NotNull @Min(1) Long attempt,

        @NotNull @PositiveOrZero @Digits(integer = 4, fraction = 2)
        BigDecimal score,

        @Size(max = COMMENT_CHARS_MAX) String comment) {
    static final int COMMENT_CHARS_MAX = 500;

    PartRequest {
        comment = comment == null ? "" : comment;
    }
}
