/**
 * The question desk (我要提问): a student asks at any hour, a teacher of the subject in the student's county answers, and then everyone
 * there may read both.
 *
 * <p>Promises: of many teachers who take a question at once one has it, for a stated time; nothing that is told of a question says
 * who asked, to nobody; what its asker keeps private or a reviewer hides only those see who saw it before. The figures are counted
 * from the questions and never added to.
 */
package io.airclass.schedule.question;
