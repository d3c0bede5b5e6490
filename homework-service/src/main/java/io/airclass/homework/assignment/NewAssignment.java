package io.airclass.homework.assignment;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a teacher asks for.
 *
 * @param text what is to be done; may be absent
 * @param graceMinutes how long after {@code dueAt} work is still taken, as late; absent is 0
 * @param expectedMinutes how long it should take; absent is 0, not said
 * @param written whether it is written homework (书面作业), to be done at home; absent is true
 * @param phoneRequired whether it must be done by phone; absent is false
 * @param maxScore the best score, with at most two decimals
 */
public record NewAssignment(
        @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String classId,
        @NotBlank @Size(max = SUBJECT_CHARS_MAX) String subject,
        @NotBlank @Size(max = TITLE_CHARS_MAX) String title,
        @Size(max = TEXT_CHARS_MAX) String text,
        @NotNull Instant dueAt,
        @Min(0) @Max(GRACE_MINUTES_MAX) Integer graceMinutes,
        @Min(0) @Max(EXPECTED_MINUTES_MAX) Integer expectedMinutes,
        Boolean written,
        Boolean phoneRequired,

        @NotNull @DecimalMin("0.5") @Max(SCORE_MAX) @Digits(integer = 4, fraction = 2)
        BigDecimal maxScore) {
    static final int SUBJECT_CHARS_MAX = 40;
    static final int TITLE_CHARS_MAX = 100;
    static final int TEXT_CHARS_MAX = 10_000;
    /** Thirty days. */
    static final long GRACE_MINUTES_MAX = 43_200;

    static final long EXPECTED_MINUTES_MAX = 600;
    static final long SCORE_MAX = 1_000;

    public NewAssignment {
        text = text == null ? "" : text;
        graceMinutes = graceMinutes == null ? 0 : graceMinutes;
        expectedMinutes = expectedMinutes == null ? 0 : expectedMinutes;
        written = written == null || written;
        phoneRequired = phoneRequired != null && phoneRequired;
    }
}
