/**
 * Marking (批改): score, level or both, comment, what is said aloud and signs on the pages, of a teacher of the class, in rounds that are all kept;
 * as a whole or question by question, returned to be corrected, or a whole class found in order.
 *
 * <p>Promises: a score never exceeds the assignment's; whoever marks a copy that changed meanwhile is told; a repeated request makes no second
 * round; two who mark two questions of one submission at once lose nothing; nobody sees or marks what a class handed in that they do not teach.
 */
package io.airclass.homework.marking;
