package io.airclass.exam.sitting;

import io.airclass.exam.marking.Answer;
import java.time.Instant;

/**
 * The answer to one item as it is stored.
 *
 * @param version 1 for the first, one more with each change
 */
public record SavedAnswer(long version, Answer answer, Instant savedAt) {}
