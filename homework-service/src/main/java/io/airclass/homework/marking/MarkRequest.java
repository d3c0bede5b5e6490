package io.airclass.homework.marking;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/**
 * A teacher's judgement.
 *
 * @param score with at most two decimals
 * @param comment for student and guardians; may be absent
 */
record MarkRequest(
        @NotNull @PositiveOrZero @Digits(integer = 4, fraction = 2)
        BigDecimal score,

        @Size(max = COMMENT_CHARS_MAX) String comment) {
    static final int COMMENT_CHARS_MAX = 2_000;

    MarkRequest {
        comment = comment == null ? "" : comment;
    }
}
