/**
 * Marking (批改): score and comment of a teacher of the class, in rounds that are all kept.
 *
 * <p>Promises: a score never exceeds the assignment's; whoever marks a copy that changed meanwhile is told; a repeated
 * request makes no second round.
 */
package io.airclass.homework.marking;
