/**
 * Submissions (提交): what a student hands in to an assignment, and hands in again.
 *
 * <p>Promises: a student has one submission to an assignment, whatever is repeated or sent from two devices at once; each
 * new attempt keeps the earlier ones; whoever changes an outdated copy is told and nothing is overwritten; what was marked
 * stays as it was when it was marked.
 */
package io.airclass.homework.submission;
