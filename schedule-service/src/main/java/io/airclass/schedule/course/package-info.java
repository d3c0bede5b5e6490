/**
 * Courses: what a class or group is taught of a subject in a school year, unit by unit, with the syllabus (课程大纲) for learning without a
 * network and the resources that each unit asks for. It promises: no course is published without its syllabus; how many school days the
 * approved content reaches ahead is counted when it is asked for, from the catalogue and the calendar as they are then; a unit that asks for
 * too much, and how the minutes lie over the subjects, are told.
 */
package io.airclass.schedule.course;
