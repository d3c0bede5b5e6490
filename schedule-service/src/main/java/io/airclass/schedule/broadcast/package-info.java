/**
 * Broadcasts (县级课、联盟课): a lesson that a bureau or a live school gives and classes of many schools receive. A broadcast holds a timetable as
 * a class does, with the same way from draft to publication; it takes its teacher and its studio and nothing of the classes that receive it.
 * Which classes those are is asked when it is needed: every class of a stage and grades in one organisation, new ones by themselves, and those
 * that schools put in; less those that a school took out, with its reason. What was received on a day past stays so.
 *
 * <p>Broadcasts and what schools said of them are few (5,000 and 50,000 at most are meant) and in the memory of each replica, which reads
 * what has changed once a second: a lesson of a class is read without asking the database for its broadcasts.
 */
package io.airclass.schedule.broadcast;
