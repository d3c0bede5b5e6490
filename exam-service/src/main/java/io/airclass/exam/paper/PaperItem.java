package io.airclass.exam.paper;

import io.airclass.exam.bank.Question;

/**
 * One place of a paper.
 *
 * @param id {@code i1}, {@code i2}, … in the paper's order
 * @param marksHundredths what a right answer is worth; 0 for a description
 * @param questionId where the question came from
 */
public record PaperItem(String id, long marksHundredths, String questionId, Question question) {}
