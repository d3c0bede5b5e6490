/**
 * Work that is not handed in yet: what a student's device saves by itself, so that another device goes on with it.
 *
 * <p>Promises: only the student reads it; of two devices that save at once one is told; it is gone once the work is handed in, or thirty days after
 * it could be.
 */
package io.airclass.homework.draft;
