/**
 * The minutes of a class's day (作业时间统筹): the number that counts is of all subjects together, and every teacher sees only their own.
 *
 * <p>Promises: homework of a class for a day never takes more than the rules in force allow, whoever publishes at the same instant, because all
 * reservations of a class's week stand in one document that changes by compare-and-set; what was reserved for homework that was not published in
 * the end is given back, also after a crash; whoever is refused is told who holds the minutes.
 *
 * <p>A reservation is <i>held</i> before the homework is published, and <i>kept</i> once it is. What is held for longer than {@link
 * io.airclass.homework.budget.BudgetService#HELD} is settled by any replica: the homework itself, one document, says whether it is published.
 */
package io.airclass.homework.budget;
