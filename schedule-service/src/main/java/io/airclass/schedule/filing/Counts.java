package io.airclass.schedule.filing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How many filings stand how.
 *
 * @param expected all that are to be filed
 * @param onTime filed by their day, and not taken back
 * @param late filed after it, and not taken back
 * @param notFiled the others
 * @param takenBack of those that are not filed: those that were
 * @param stale of those that are filed: those that are no longer what holds
 * @param incomplete of those that are filed: those in which something is missing
 * @param acknowledged of those that are filed: those that every receiver acknowledged
 */
public record Counts(
        long expected,
        long onTime,
        long late,
        long notFiled,
        long takenBack,
        long stale,
        long incomplete,
        long acknowledged) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    private static final int RATE_DECIMALS = 4;

    Counts and(Counts other) {
        return new Counts(
                expected + other.expected,
                onTime + other.onTime,
                late + other.late,
                notFiled + other.notFiled,
                takenBack + other.takenBack,
                stale + other.stale,
                incomplete + other.incomplete,
                acknowledged + other.acknowledged);
    }

    /** On time of all that are expected, to four decimals; empty where nothing is. */
    public Optional<BigDecimal> onTimeRate() {
        return expected == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(onTime)
                        .divide(BigDecimal.valueOf(expected), RATE_DECIMALS, RoundingMode.HALF_UP));
    }
}
