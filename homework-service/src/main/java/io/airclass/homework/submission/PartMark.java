package io.airclass.homework.submission;

import java.math.BigDecimal;

/**
 * What one question of a submission was given.
 *
 * @param part counts the questions of the homework, from 1
 */
public record PartMark(long part, BigDecimal score, String comment, String markedBy) {}
