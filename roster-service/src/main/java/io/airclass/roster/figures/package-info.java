/**
 * Figures of schools and of all above them (统计): how many schools, classes, students, teachers.
 *
 * <p>Promises: a school counts once, below whoever answers for it, so that the figures of an organisation are exactly the sum of its
 * children's; nobody types a figure: a school is counted anew from its classes whenever they change, soon after, even if the replica that
 * changed them dies.
 */
package io.airclass.roster.figures;
