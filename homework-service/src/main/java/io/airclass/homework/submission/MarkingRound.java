package io.airclass.homework.submission;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a teacher said about an attempt (批改).
 *
 * @param number counts from 1
 * @param attempt number of the attempt that was marked
 */
public record MarkingRound(
        long number,
        BigDecimal score,
        BigDecimal maxScore,
        String comment,
        String markedBy,
        Instant markedAt,
        long attempt) {}
