/**
 * The timetable (课程表) of a class: a draft that people edit, and the versions that were published. It promises: of two who edit
 * the same draft one is told; what holds on a day is what the newest publication says that had begun by then, and publishing
 * never changes what held on a day that is over; nobody stands in two classrooms at one time, as far as others have published.
 *
 * <p>A timetable is one document, with its draft and a list of its versions' heads; publishing is one conditional write of it, with
 * the event. What a version contains is a document of its own that never changes, written before; one whose head was never
 * written, because somebody else was faster, is not looked at by anybody.
 */
package io.airclass.schedule.timetable;
