package io.airclass.homework.assignment;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/**
 * One question of written homework, marked by itself.
 *
 * @param name as 第 3 题
 * @param maxScore the best score, with at most two decimals
 */
public record Part(
        @NotBlank @Size(max = 40) String name,

        @NotNull @DecimalMin("0.5") @Max(NewAssignment.SCORE_MAX) @Digits(integer = 4, fraction = 2)
        BigDecimal maxScore) {}
