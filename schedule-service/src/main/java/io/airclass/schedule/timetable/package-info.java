/**
 * The timetable (课程表) of a class or group: a draft that people edit and somebody else reviews, and the versions that were published. It
 * promises: of two who edit the same draft one is told; what holds on a day has one answer, now and as it was known then, and publishing
 * never changes what held on a day that is over; nobody and nothing is in two places at one time.
 *
 * <p>A timetable is one document, with its draft and a list of its versions' heads; what a version contains is a document of its own that
 * never changes. A publication of one or several of them is a document too, the only one that says whether it is true; the steps to it
 * and from it may be repeated by any replica.
 */
package io.airclass.schedule.timetable;
