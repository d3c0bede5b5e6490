/**
 * Question banks (题库): what a question is, and how questions come in from files.
 *
 * <p>A question's id is made from its content, so importing the same file again makes no second copy, and a question that a paper uses is
 * never rewritten. An import reports every element of its file: read, or listed with its line and the reason.
 */
package io.airclass.exam.bank;
