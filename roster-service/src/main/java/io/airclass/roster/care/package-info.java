/**
 * What a student's home has to learn with (上网条件), and children who need special care (特殊关爱).
 *
 * <p>Promises: flags of care are seen by the head teacher of the student's class and the principal of the school, and by nobody else,
 * officers and the audit included; for all others there is nothing there. A guardian states and sees what the own child learns with. Who
 * may see is decided from the classes as they are now, so that a move takes effect at once. What other services are told is a count for
 * each class, made anew soon after a change, even if the replica that made it dies.
 */
package io.airclass.roster.care;
