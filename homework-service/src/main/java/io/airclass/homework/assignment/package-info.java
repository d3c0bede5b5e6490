/**
 * Assignments (布置作业): a teacher writes one, to classes, groups or some students of theirs, and publishes it now or for later; all whom it
 * concerns read it, until it is closed or withdrawn.
 *
 * <p>Promises: a repeated POST makes one assignment; it is published to all of its classes or to none, and only with room for its minutes in the
 * day of each ({@link io.airclass.homework.budget}); who has it to do, their guardians and the teachers of the class see it, nobody else does, and
 * only who set it sees who else has it; nobody's time is cut once it is published; whether work is late is decided by this service's clock alone.
 */
package io.airclass.homework.assignment;
