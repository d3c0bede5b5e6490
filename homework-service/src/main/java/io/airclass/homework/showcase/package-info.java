/**
 * Excellent work (优秀作业展示): a teacher proposes a marked submission, its author or a guardian agrees, and the class sees the latest attempt.
 *
 * <p>Promises: nothing is shown without a yes, a no ends it at once and for good until it is proposed anew; only the class of the author and their
 * guardians and teachers see it; marks and what the teacher said are not shown.
 */
package io.airclass.homework.showcase;
