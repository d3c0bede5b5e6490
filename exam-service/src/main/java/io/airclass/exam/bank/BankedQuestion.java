package io.airclass.exam.bank;

import java.time.Instant;

/**
 * A question in a bank; it never changes.
 *
 * @param added sorts by when it came in, and by the order of its file
 */
public record BankedQuestion(
        String org, String bank, String added, String importedBy, Instant importedAt, Question question) {}
