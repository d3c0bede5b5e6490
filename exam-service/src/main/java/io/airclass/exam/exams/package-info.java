/** Exams (考试): a paper set for a class, with a window in which it may be sat and the time that each student has. */
package io.airclass.exam.exams;
