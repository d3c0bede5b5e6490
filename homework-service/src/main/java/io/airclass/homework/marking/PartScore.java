package io.airclass.homework.marking;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/**
 * What one question is given as a part of a mark.
 *
 * @param part counts the questions of the homework, from 1
 * @param comment may be absent
 */
record PartScore(
        @NotNull @Min(1) Long part,

        @NotNull @PositiveOrZero @Digits(integer = 4, fraction = 2)
        BigDecimal score,

        @Size(max = PartRequest.COMMENT_CHARS_MAX) String comment) {
    PartScore {
        comment = comment == null ? "" : comment;
    }

    static PartScore of(PartRequest asked) {
        return new PartScore(asked.part(), asked.score(), asked.comment());
    }
}
