/**
 * Assignments (布置作业): a teacher opens one to a class of theirs, and all whom it concerns read it.
 *
 * <p>Promises: a repeated POST opens one assignment; students of the class, their guardians and its teachers see it, nobody
 * else's class does; whether work is late is decided by this service's clock alone.
 */
package io.airclass.homework.assignment;
