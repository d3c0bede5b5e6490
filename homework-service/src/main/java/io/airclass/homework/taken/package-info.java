/**
 * How long homework took (R088): students and guardians say so, the school sees sums of at least five children and never who said what.
 *
 * <p>Promises: one number a child and assignment, the last one said; who said it is kept nowhere, only that the child's time is known; teachers,
 * school and offices see how many told, the median and the mean, and nothing where fewer than five told.
 */
package io.airclass.homework.taken;
